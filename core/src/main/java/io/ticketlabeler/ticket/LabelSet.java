package io.ticketlabeler.ticket;

import java.io.Serializable;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The closed set of labels of a project: nothing outside of it ever leaves the library.
 *
 * <p>Defaults: one label a ticket, and every ticket must get one. {@link Builder#multiple()} allows several,
 * {@link Builder#allowNone()} lets the model say that none fits.
 *
 * <pre>{@code
 * LabelSet labels = LabelSet.builder()
 *         .add("Bug", "Something is broken or behaves differently from what is documented")
 *         .add("Feature Request", "Wants something new")
 *         .alias("Feature", "Feature Request")
 *         .build();
 * }</pre>
 *
 * <p>Order is kept: it is the order of the prompt and of the buttons in the review tools. Immutable and safe to share; it can
 * be serialised, so that it travels to the executors of a cluster.
 */
public final class LabelSet implements Serializable {

    private static final long serialVersionUID = 1;

    /** What a model answers when no label fits and the set {@linkplain #allowsNone() allows} that. */
    public static final String NONE = "none of these";

    private static final int MAX_LABEL_CHARS = 100; // doccano's column width, checked with 1.8.4
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private final List<Label> labels;
    private final Map<String, String> aliases;
    private final boolean multiple;
    private final boolean none;
    private final Map<String, Label> byFoldedName;
    private final Map<String, Label> byName = new HashMap<>(); // folding takes a thousand times as long
    private final List<String> names;

    private LabelSet(Builder builder) {
        if (builder.labels.isEmpty()) {
            throw new IllegalArgumentException("a label set needs at least one label");
        }
        this.multiple = builder.multiple;
        this.none = builder.none;
        this.byFoldedName = new HashMap<>();
        for (Label label : builder.labels) {
            check(label.name());
            Label other = byFoldedName.putIfAbsent(fold(label.name()), label);
            if (other != null) {
                throw new IllegalArgumentException("label \"" + label.name() + "\" repeats \"" + other.name()
                        + "\" (case and white space do not tell labels apart); keep one of them");
            }
        }
        if (none && byFoldedName.containsKey(fold(NONE))) {
            throw new IllegalArgumentException("\"" + NONE + "\" is what the model answers when no label fits; "
                    + "remove the label of that name, or do not call allowNone()");
        }
        this.labels = List.copyOf(builder.labels);
        this.names = this.labels.stream().map(Label::name).toList();
        this.labels.forEach(label -> byName.put(label.name(), label));
        Map<String, String> checked = new LinkedHashMap<>();
        builder.aliases.forEach((alias, name) -> addAlias(alias, name, checked));
        this.aliases = Collections.unmodifiableMap(checked);
    }

    private void addAlias(String alias, String name, Map<String, String> checked) {
        Label target = labels.stream()
                .filter(label -> label.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "alias \"" + alias + "\" points to \"" + name + "\", which is not a label of the set"));
        check(alias);
        if (none && fold(alias).equals(fold(NONE))) {
            throw new IllegalArgumentException("alias \"" + alias + "\" is what the model answers when no label fits");
        }
        Label taken = byFoldedName.putIfAbsent(fold(alias), target);
        if (taken != null && !taken.equals(target)) {
            throw new IllegalArgumentException(
                    "alias \"" + alias + "\" is ambiguous: it already stands for \"" + taken.name() + "\"");
        }
        checked.put(alias, name);
    }

    /** Single choice, no descriptions. */
    public static LabelSet of(String... names) {
        return of(Stream.of(names).map(Label::of).toList());
    }

    /** Single choice, in this order. */
    public static LabelSet of(List<Label> labels) {
        Builder builder = builder();
        labels.forEach(label -> builder.add(label.name(), label.description()));
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** In the order given; never empty. */
    public List<Label> labels() {
        return labels;
    }

    /** The names, in the same order as {@link #labels()}. */
    public List<String> names() {
        return names;
    }

    /** Whether a label has exactly this name. */
    public boolean contains(String name) {
        return byName.containsKey(name);
    }

    /** Other spellings and the names they stand for, in the order given; may be empty. */
    public Map<String, String> aliases() {
        return aliases;
    }

    /** Whether a ticket may get several labels. */
    public boolean isMultiple() {
        return multiple;
    }

    /** Whether a ticket may get no label at all. */
    public boolean allowsNone() {
        return none;
    }

    /**
     * The label that a model, a person or a file means by {@code said}: its name or an alias of it, where case and white space
     * do not matter. Never a label that merely looks similar.
     *
     * @return empty for anything else
     */
    public Optional<Label> resolve(String said) {
        Label exact = byName.get(said);
        return Optional.ofNullable(exact == null ? byFoldedName.get(fold(said)) : exact);
    }

    /** Whether {@code said} means that no label fits, and the set allows that. */
    public boolean isNone(String said) {
        return none && fold(said).equals(fold(NONE));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelSet that
                && labels.equals(that.labels)
                && aliases.equals(that.aliases)
                && multiple == that.multiple
                && none == that.none;
    }

    @Override
    public int hashCode() {
        return labels.hashCode();
    }

    @Override
    public String toString() {
        return "LabelSet" + names + (multiple ? " multiple" : "") + (none ? " or none" : "");
    }

    /** Whether there is nothing to compose and no blank: visible ASCII. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ' || name.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static String fold(String name) {
        if (isPlain(name)) {
            return name.toLowerCase(Locale.ROOT);
        }
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        return BLANKS.matcher(composed).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    private static void check(String name) {
        if (fold(name).isEmpty()) {
            throw new IllegalArgumentException("a label has no name");
        }
        int length = name.codePointCount(0, name.length());
        if (length > MAX_LABEL_CHARS) {
            throw new IllegalArgumentException(
                    "label \"" + name.substring(0, name.offsetByCodePoints(0, 30)) + "…\" has " + length
                            + " characters, at most " + MAX_LABEL_CHARS + " fit into the review tools; shorten it");
        }
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            if (!isXml(name.codePointAt(i))) {
                throw new IllegalArgumentException(String.format(
                        "label \"%s\" contains U+%04X, which no XML file can hold; remove it",
                        name.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?"), name.codePointAt(i)));
            }
        }
    }

    // https://www.w3.org/TR/xml/#charsets: Label Studio's labelling configuration is XML 1.0
    private static boolean isXml(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    /**
     * Collects labels. {@link #build()} refuses an empty set, a name that repeats another one (also by case and white space),
     * characters that XML cannot hold, names over 100 characters and ambiguous aliases, each with an
     * {@link IllegalArgumentException} that names the label. Not thread-safe.
     */
    public static final class Builder {

        private final List<Label> labels = new ArrayList<>();
        private final Map<String, String> aliases = new LinkedHashMap<>();
        private boolean multiple;
        private boolean none;

        private Builder() {}

        public Builder add(String name) {
            return add(name, "");
        }

        public Builder add(String name, String description) {
            labels.add(new Label(name, description.strip()));
            return this;
        }

        /** Lets {@code alias} stand for {@code name} in replies and files, e.g. {@code alias("Feature", "Feature Request")}. */
        public Builder alias(String alias, String name) {
            aliases.put(alias, name);
            return this;
        }

        /** A ticket may get several labels. */
        public Builder multiple() {
            multiple = true;
            return this;
        }

        /** A ticket may get no label: the model may answer {@link LabelSet#NONE}. */
        public Builder allowNone() {
            none = true;
            return this;
        }

        public LabelSet build() {
            return new LabelSet(this);
        }
    }
}
