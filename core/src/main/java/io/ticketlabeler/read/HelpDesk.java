package io.ticketlabeler.read;

import java.nio.file.Path;

/**
 * Help desks whose exports are known: which property is the id, where the customer's words are, which records are no tickets.
 *
 * <table>
 * <caption>What becomes of an export</caption>
 * <tr><th>help desk</th><th>id</th><th>text</th><th>left out</th></tr>
 * <tr><td>Zendesk</td><td>id</td><td>subject, description or first public comment of the requester</td><td>deleted</td></tr>
 * <tr><td>Freshdesk</td><td>id, in account exports display_id</td><td>subject, description_text, else description</td>
 *     <td>deleted</td></tr>
 * <tr><td>Jira</td><td>issue key</td><td>summary, description</td><td></td></tr>
 * <tr><td>GitHub</td><td>number</td><td>title, body (Markdown as it is)</td><td>pull requests</td></tr>
 * <tr><td>Znuny, OTRS</td><td>ticket number</td><td>title, first article of the customer</td><td></td></tr>
 * <tr><td>Zammad</td><td>number</td><td>title, first article of the customer</td><td></td></tr>
 * <tr><td>Intercom</td><td>id</td><td>subject, first message</td><td></td></tr>
 * <tr><td>HubSpot</td><td>ticket id</td><td>ticket name, ticket description</td><td></td></tr>
 * </table>
 *
 * <p>Later public messages become the field {@code comments}, internal ones {@code notes}, each separated by a blank line. Other
 * properties become fields: nested objects one level deep with dots ({@code via.channel}), lists of plain values joined with
 * {@code ;}, anything deeper as JSON text.
 */
public enum HelpDesk {
    /** API arrays and pages, incremental exports, JSON Lines with comments, CSV with or without a body. */
    ZENDESK(TicketFormat.ZENDESK),
    /** API arrays, account exports, CSV. */
    FRESHDESK(TicketFormat.FRESHDESK),
    /** Jira and Jira Service Management: CSV with repeated headers, search results of the API. */
    JIRA(TicketFormat.JIRA),
    /** Issues as the REST, search and GraphQL APIs and the {@code gh} command line give them. */
    GITHUB(TicketFormat.GITHUB),
    /** Also OTRS and OTOBO: CSV of searches and statistics, {@code TicketGet} answers. */
    ZNUNY(TicketFormat.ZNUNY),
    /** API arrays with or without articles, searches with assets, CSV. */
    ZAMMAD(TicketFormat.ZAMMAD),
    /** Conversations and tickets of the API, CSV. */
    INTERCOM(TicketFormat.INTERCOM),
    /** CSV of tickets, objects of the CRM API. */
    HUBSPOT(TicketFormat.HUBSPOT);

    private final TicketFormat format;

    HelpDesk(TicketFormat format) {
        this.format = format;
    }

    /** The name of this help desk among the formats. */
    public TicketFormat format() {
        return format;
    }

    /** Reads an export of this help desk; see {@link TicketFiles#read(Path, ReadOptions)}. */
    public TicketReader read(Path file) {
        return read(file, ReadOptions.defaults());
    }

    /** Reads an export of this help desk; the format among {@code options} does not matter. */
    public TicketReader read(Path file, ReadOptions options) {
        return TicketFiles.read(file, options.withFormat(format));
    }

    /** Reads an export of any of them, or any other sensible file; the same as {@link TicketFiles#read(Path)}. */
    public static TicketReader auto(Path file) {
        return TicketFiles.read(file);
    }
}
