package io.ticketlabeler.ticket;

/**
 * A ticket as a model sees it.
 *
 * @param id   short and random, made for one call; not the ticket's own id, so that no ticket can name its neighbours
 * @param text exactly the characters that the model gets: normalised, and shortened if it was too long
 */
public record TicketText(String id, String text) {

    /** Names the id and the length of the text, never the text. */
    @Override
    public String toString() {
        return "TicketText[" + id + ", " + text.length() + " chars]";
    }
}
