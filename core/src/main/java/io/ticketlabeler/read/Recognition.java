package io.ticketlabeler.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells by its names which help desk wrote a file; without a sure sign it is plain CSV or JSON. */
final class Recognition {

    private static final List<String> JIRA_KEYS = List.of(
            "issuekey", "workitemkey", "vorgangsschlussel", "cledeticket", "clededemande", "clavedeincidencia", "課題キー");
    private static final Pattern JIRA_KEY = Pattern.compile("[A-Z][A-Z0-9_]*-\\d+");
    private static final List<String> FRESHDESK_COLUMNS = List.of(
            "agent",
            "createdtime",
            "duebytime",
            "resolvedtime",
            "closedtime",
            "lastupdatetime",
            "initialresponsetime",
            "firstresponsestatus",
            "resolutionstatus",
            "agentinteractions",
            "customerinteractions",
            "surveyresults",
            "fullname",
            "contactid",
            "associationtype");
    private static final List<String> ZENDESK_COLUMNS = List.of(
            "summationcolumn",
            "requester",
            "requesterid",
            "requested",
            "requesteremail",
            "requesterexternalid",
            "submitter",
            "satisfactionscore",
            "groupstations",
            "assigneestations",
            "ticketform",
            "firstreplytimeinminutes",
            "latestupdatebyrequester");
    private static final List<String> ZENDESK_PROPERTIES = List.of(
            "via",
            "rawsubject",
            "submitterid",
            "generatedtimestamp",
            "ticketformid",
            "brandid",
            "resulttype",
            "satisfactionrating",
            "allowchannelback",
            "hasincidents",
            "commentcount");
    private static final Set<String> ZENDESK_STATES =
            Set.of("new", "open", "pending", "hold", "solved", "closed", "deleted"); // Freshdesk's are numbers
    private static final List<String> ZNUNY_COLUMNS = List.of(
            "queue",
            "statetype",
            "firstlock",
            "firstresponse",
            "articletree",
            "customeruser",
            "customeruserid",
            "accountedtime",
            "age",
            "lock",
            "owner",
            "sla",
            "solutioninmin",
            "typ",
            "type");
    private static final List<String> HUBSPOT_COLUMNS =
            List.of("pipeline", "ticketdescription", "ticketstatus", "ticketowner", "hspipeline", "hspipelinestage");

    private Recognition() {}

    static TicketFormat ofHeader(List<String> header) {
        Set<String> names = header.stream().map(Names::fold).collect(Collectors.toSet());
        boolean ticketId = names.contains("ticketid");
        if (any(names, JIRA_KEYS) || names.containsAll(List.of("key", "summary", "issuetype"))) {
            return TicketFormat.JIRA;
        }
        if ((any(names, List.of("ticketnumber", "ticket#", "ticketnummer")) && any(names, ZNUNY_COLUMNS))) {
            return TicketFormat.ZNUNY;
        }
        if (names.contains("ticketname")
                || ((ticketId || names.contains("recordid"))
                        && count(names, HUBSPOT_COLUMNS) > 0
                        && !names.contains("ticketsubject"))) {
            return TicketFormat.HUBSPOT;
        }
        if (ticketId && names.contains("subject") && count(names, FRESHDESK_COLUMNS) >= 2) {
            return TicketFormat.FRESHDESK;
        }
        if (any(names, List.of("id", "ticketid"))
                && any(names, List.of("subject", "ticketsubject"))
                && any(names, ZENDESK_COLUMNS)) {
            return TicketFormat.ZENDESK;
        }
        if (any(names, List.of("number", "#"))
                && names.contains("title")
                && any(names, List.of("articlecount", "customer"))) {
            return TicketFormat.ZAMMAD;
        }
        if (names.contains("conversationid")
                && any(names, List.of("teammate", "teammateassigned", "firstusermessage", "conversationstate"))) {
            return TicketFormat.INTERCOM;
        }
        return TicketFormat.CSV;
    }

    /** @param record the first one, without the object around it */
    static TicketFormat ofRecord(JsonNode record) {
        if (has(record, "TicketNumber") || (has(record, "TicketID") && has(record, "Title"))) {
            return TicketFormat.ZNUNY;
        }
        if (has(record, "description_text")
                || has(record, "fr_escalated")
                || has(record, "fr_due_by")
                || (has(record, "display_id") && has(record, "description_html"))) {
            return TicketFormat.FRESHDESK;
        }
        String type = record.path("type").asText();
        if (has(record, "conversation_parts")
                || has(record, "conversation_message")
                || has(record, "ticket_attributes")
                || (type.equals("conversation") && has(record, "source"))
                || record.path("source").has("delivered_as")) {
            return TicketFormat.INTERCOM;
        }
        if (has(record, "summary")
                && JIRA_KEY.matcher(record.path("key").asText()).matches()) {
            return TicketFormat.JIRA;
        }
        if (isGitHub(record)) {
            return TicketFormat.GITHUB;
        }
        if (record.path("properties").isObject()
                && (record.path("properties").has("hs_pipeline_stage")
                        || record.path("properties").has("subject"))) {
            return TicketFormat.HUBSPOT;
        }
        if (has(record, "title")
                && (has(record, "article_ids")
                        || has(record, "article_count")
                        || has(record, "articles")
                        || has(record, "article")
                        || (has(record, "number") && has(record, "state_id") && has(record, "group_id")))) {
            return TicketFormat.ZAMMAD;
        }
        return isZendesk(record) ? TicketFormat.ZENDESK : TicketFormat.JSON;
    }

    private static boolean isZendesk(JsonNode record) {
        if (!has(record, "id") || !has(record, "subject")) {
            return false;
        }
        boolean asked = has(record, "requester_id")
                && ZENDESK_STATES.contains(record.path("status").asText());
        return asked || count(names(record), ZENDESK_PROPERTIES) > 0;
    }

    private static boolean isGitHub(JsonNode record) {
        boolean issue = has(record, "number") && has(record, "title");
        return issue
                && (has(record, "pull_request")
                        || has(record, "repository_url")
                        || has(record, "author_association")
                        || has(record, "authorAssociation")
                        || has(record, "node_id")
                        || has(record, "bodyText")
                        || record.path("html_url").asText().contains("/issues/")
                        || record.path("url").asText().contains("/issues/"));
    }

    private static Set<String> names(JsonNode record) {
        Set<String> names = new HashSet<>();
        record.fieldNames().forEachRemaining(name -> names.add(Names.fold(name)));
        return names;
    }

    private static boolean has(JsonNode record, String name) {
        return record.has(name);
    }

    private static boolean any(Collection<String> names, List<String> wanted) {
        return count(names, wanted) > 0;
    }

    private static long count(Collection<String> names, List<String> wanted) {
        return wanted.stream().filter(names::contains).count();
    }
}
