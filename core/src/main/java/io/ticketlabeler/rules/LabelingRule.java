package io.ticketlabeler.rules;

import io.ticketlabeler.ticket.Ticket;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Votes for a label of a ticket, or abstains; what is called a labelling function in weak supervision.
 *
 * <pre>{@code
 * LabelingRule refund = LabelingRule.keywords("refund", "Billing", "refund*", "money back");
 * LabelingRule phone = LabelingRule.field("phone", "Incident", "channel", "phone");
 * }</pre>
 *
 * <p>The built-in rules are immutable and safe to share. Text rules look at {@link Ticket#text()}, composed (NFC); case does not matter.
 *
 * <p><b>If you write your own</b>: {@link #vote} is called from many threads at once, for each ticket at most once a run and label set; it
 * must be fast, give the same ticket the same vote, and name a label or an alias of the set. What it throws ends the run, except
 * {@link RuleGaveUpException}, which counts as an abstention.
 */
public interface LabelingRule {

    /** What reports and errors call it, e.g. {@code refund words}; never blank, unique among the rules used together. */
    String name();

    /**
     * The label that this rule is for.
     *
     * @return empty to abstain
     * @throws RuleGaveUpException if it cannot tell within its bounds
     */
    Optional<String> vote(Ticket ticket);

    /** Whether it looks at anything but the text. By default true: nobody can look into a rule of your own. */
    default boolean readsFields() {
        return true;
    }

    /** Everything that may change a vote, in one string; part of cache keys. By default the name: rename a rule that you change. */
    default String fingerprint() {
        return name();
    }

    /**
     * Votes where one of these occurs in the text.
     *
     * <p>A keyword is one or more words and matches whole words; punctuation between words does not count: {@code "log in"} is found in
     * {@code "Log-in fails"}, not in {@code "blog info"}. With {@code *} at its end it matches the beginnings of words: {@code "refund*"}.
     * Where words are not separated by blanks (Chinese, Japanese, Thai, Lao, Khmer, Burmese) it matches anywhere.
     *
     * @param keywords at least one, each with a letter or digit
     */
    static LabelingRule keywords(String name, String label, String... keywords) {
        return keywords(name, label, List.of(keywords));
    }

    /** As {@link #keywords(String, String, String...)}. */
    static LabelingRule keywords(String name, String label, List<String> keywords) {
        return new KeywordRule(name, label, keywords);
    }

    /**
     * Votes where this occurs in the text: an expression of {@link java.util.regex.Pattern}, with case ignored and letters, digits and word
     * boundaries of all scripts; {@code (?-i)} and {@code (?-U)} in it turn that off.
     *
     * <p>An expression that backtracks catastrophically is stopped after 1,000,000 characters read, and ten times the length of the text;
     * {@link #vote} then throws a {@link RuleGaveUpException}.
     *
     * @throws java.util.regex.PatternSyntaxException if it is none
     */
    static LabelingRule regex(String name, String label, String expression) {
        return new RegexRule(name, label, expression);
    }

    /**
     * Votes where a field of the ticket has one of these values; case and blanks around them do not matter, neither in the name of the
     * field.
     *
     * @param field  e.g. {@code channel}
     * @param values at least one, e.g. {@code phone}
     */
    static LabelingRule field(String name, String label, String field, String... values) {
        return field(name, label, field, List.of(values));
    }

    /** As {@link #field(String, String, String, String...)}. */
    static LabelingRule field(String name, String label, String field, List<String> values) {
        return new FieldRule(name, label, field, values);
    }

    /**
     * Votes where the mail address of the sender belongs to one of these domains or to a domain below it: {@code example.com} is also that
     * of {@code ann@mail.example.com}.
     *
     * <p>The address is looked for in the fields {@code from}, {@code sender}, {@code email}, {@code requester} and {@code reporter}, and in
     * those of {@code sender}, {@code requester}, {@code reporter}, {@code contact}, {@code customer} or {@code user} followed by
     * {@code email} (case, blanks and punctuation do not matter); the first one that holds an address counts.
     *
     * @param domains at least one, without {@code @}
     */
    static LabelingRule sender(String name, String label, String... domains) {
        return sender(name, label, List.of(domains));
    }

    /** As {@link #sender(String, String, String...)}. */
    static LabelingRule sender(String name, String label, List<String> domains) {
        return new SenderRule(name, label, domains);
    }

    /** Votes where the test holds. The name stands for the test in cache keys: rename a rule whose test you change. */
    static LabelingRule of(String name, String label, Predicate<Ticket> test) {
        return new OwnRule(name, label, test);
    }
}
