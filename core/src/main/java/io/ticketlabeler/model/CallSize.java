package io.ticketlabeler.model;

import io.ticketlabeler.ticket.Usage;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How large the calls of a model are, for reservations and estimates made before anything is sent. Estimates, rather too high than
 * too low.
 *
 * @param prefixTokens    prompt tokens that are the same for each call and come first: instructions, labels, examples, schema
 * @param ticketTokens    prompt tokens around each ticket's text
 * @param outputTokens    completion tokens for each ticket, without those of models that think first
 * @param price           what they cost; null when it is not known
 */
public record CallSize(int prefixTokens, int ticketTokens, int outputTokens, @Nullable Price price) {

    /** For models that cost nothing. */
    public static final CallSize FREE = new CallSize(0, 0, 0, Price.perMillion(0, 0));

    /** What they cost. */
    public Optional<Price> knownPrice() {
        return Optional.ofNullable(price);
    }

    /**
     * What one call is going to use; its cost only where the price is known.
     *
     * @param tickets    how many
     * @param textTokens tokens of their texts together
     */
    public Usage of(int tickets, long textTokens) {
        long input = prefixTokens + (long) tickets * ticketTokens + textTokens;
        Usage usage = new Usage(input, 0, (long) tickets * outputTokens, OptionalDouble.empty());
        return price == null ? usage : price.cost(usage);
    }
}
