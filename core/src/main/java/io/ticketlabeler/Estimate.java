package io.ticketlabeler;

import io.ticketlabeler.ticket.Usage;

/**
 * What a run is going to need, as far as can be told before anything is sent. An answer that has to be asked for again, or a
 * provider that counts tokens in another way, makes it more; a prompt cache of the provider makes it cheaper.
 *
 * @param tickets    that were read
 * @param cached     of them whose answer is in the cache already
 * @param duplicates of them whose text is that of an earlier ticket, and tickets without text
 * @param byRules    of them that labelling rules decide, see {@code TicketLabeler.Builder.rules}
 * @param calls      of the model
 * @param usage      tokens, and their cost where the model's price is known
 */
public record Estimate(long tickets, long cached, long duplicates, long byRules, long calls, Usage usage) {

    @Override
    public String toString() {
        return tickets + " tickets (" + cached + " in the cache, " + duplicates + " duplicates"
                + (byRules > 0 ? ", " + byRules + " by rules" : "") + "): about " + calls
                + " calls, " + usage.inputTokens() + " + " + usage.outputTokens() + " tokens"
                + (usage.costUsd().isPresent() ? ", " + usage.costUsd().getAsDouble() + " USD" : "");
    }
}
