package io.ticketlabeler.review;

import io.ticketlabeler.internal.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a finished run proposes for each ticket, frozen: plans and certificates are about exactly these proposals, and
 * {@link #hash()} tells whether they are still the same.
 *
 * <p>Tickets are numbered from 0 in the order of the run. A ticket that the run left to people has no labels. Immutable, safe to share;
 * about 100 bytes a ticket, so that a million fits into {@code -Xmx512m} four times.
 */
public final class Proposals {

    private final String[] ids;
    private final int[] slots; // open addressing: number of the ticket + 1, 0 for free
    private final int[] choices; // index into sets
    private final double[] confidences; // NaN: not stated
    private final BitSet decided; // by people, before the run
    private final byte[] answeredBy; // index into sources
    private final List<String> sources;
    private final List<List<String>> sets;
    private final List<String> labelNames;
    private final boolean labelSetKnown;
    private final String model;
    private final String prompt;
    private final @Nullable Path source;
    private final String hash;
    private final String scoresHash;
    private final String labelsHash;

    private Proposals(Builder from) {
        ids = Arrays.copyOf(from.ids, from.size);
        choices = Arrays.copyOf(from.choices, from.size);
        confidences = Arrays.copyOf(from.confidences, from.size);
        decided = (BitSet) from.decided.clone();
        answeredBy = Arrays.copyOf(from.answeredBy, from.size);
        sources = List.copyOf(from.sources);
        slots = from.slots;
        sets = List.copyOf(from.sets);
        Set<String> names = new LinkedHashSet<>(from.labelNames);
        sets.forEach(names::addAll);
        labelNames = List.copyOf(names);
        labelSetKnown = !from.labelNames.isEmpty();
        model = from.model;
        prompt = from.prompt;
        source = from.source;
        hash = digest();
        scoresHash = scoresDigest();
        labelsHash = labelsDigest();
    }

    /** Collects proposals. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads the proposals of a run.
     *
     * @param path what {@code label --out} wrote: a directory with {@code labels.csv}, and if it is there {@code report.json} with the model
     *     and {@code doccano/labels.json} with the label set; or any CSV file with the columns {@code id}, {@code label} (a plain name, or a
     *     JSON array for several) and, if they are known, {@code confidence} (0 to 1) {@code source}, which is {@code person} for a ticket
     *     that somebody decided, and {@code model}
     * @throws io.ticketlabeler.read.TicketFileException naming file and line for what cannot be read, for an id that repeats, and for a
     *     directory that holds no run
     */
    public static Proposals read(Path path) {
        return ProposalFile.read(path);
    }

    /** How many tickets there are, with those that have no labels. */
    public int size() {
        return ids.length;
    }

    /** The ticket's id. */
    public String id(int ticket) {
        return ids[ticket];
    }

    /** The number of the ticket; empty if the run has none of that id. */
    public OptionalInt indexOf(String id) {
        int at = Builder.slot(slots, ids, id);
        return slots[at] == 0 ? OptionalInt.empty() : OptionalInt.of(slots[at] - 1);
    }

    /**
     * What is proposed: one label or several; none for a ticket that was left to people. Of a ticket that a person
     * {@linkplain #isDecided decided}, what they chose.
     */
    public List<String> labels(int ticket) {
        return sets.get(choices[ticket]);
    }

    /** Whether there is a proposal; what a person decided is none. */
    public boolean isLabeled(int ticket) {
        return choices[ticket] != 0 && !decided.get(ticket);
    }

    /**
     * Whether a person decided it before the run, as {@code label --relabel} keeps it: no proposal, nothing to review, right in a finished
     * set, and no evidence of how good the proposals are.
     */
    public boolean isDecided(int ticket) {
        return decided.get(ticket);
    }

    /** Of the least sure label, 0 to 1; empty when it is not known. */
    public OptionalDouble confidence(int ticket) {
        return Double.isNaN(confidences[ticket]) ? OptionalDouble.empty() : OptionalDouble.of(confidences[ticket]);
    }

    /** Who answered: a model, or {@code rules}; empty when it is not known. No part of {@link #hash()}. */
    public String answeredBy(int ticket) {
        return sources.get(answeredBy[ticket]);
    }

    /** The order of the label set, where it is known, then of first appearance. */
    public List<String> labelNames() {
        return labelNames;
    }

    /** Who proposed; empty when it is not known. */
    public String model() {
        return model;
    }

    /** What tells prompts apart, for instance a fingerprint; empty when it is not known. */
    public String prompt() {
        return prompt;
    }

    /** The file or directory that they were read from; empty when they were put together. */
    public Optional<Path> source() {
        return Optional.ofNullable(source);
    }

    /** 64 hexadecimal digits of SHA-256 over all of this but the source, in order. */
    public String hash() {
        return hash;
    }

    /** 64 hexadecimal digits over ids and confidences alone: what the order of acceptance depends on. */
    public String scoresHash() {
        return scoresHash;
    }

    /** 64 hexadecimal digits over {@link #labelNames()}, whatever their order. */
    public String labelsHash() {
        return labelsHash;
    }

    /** E.g. {@code 320 proposals of gpt-4o-mini, 5 labels}. */
    @Override
    public String toString() {
        return ids.length + " proposals" + (model.isEmpty() ? "" : " of " + model) + ", " + labelNames.size()
                + " labels";
    }

    /** Whether the names are the label set, and not only what was seen. */
    boolean isLabelSetKnown() {
        return labelSetKnown;
    }

    /** For the arithmetic: NaN where it is not known. */
    double confidenceOrNaN(int ticket) {
        return confidences[ticket];
    }

    /** The number of the ticket's set of labels, 0 for none: equal numbers, equal sets in equal order. */
    int choice(int ticket) {
        return choices[ticket];
    }

    private String scoresDigest() {
        Digest digest = new Digest().field(ids.length);
        for (int i = 0; i < ids.length; i++) {
            digest.field(ids[i]).field(Double.doubleToLongBits(confidences[i]));
        }
        return HexFormat.of().formatHex(digest.bytes());
    }

    private String labelsDigest() {
        Digest digest = new Digest();
        labelNames.stream().sorted().forEach(digest::field);
        return HexFormat.of().formatHex(digest.bytes());
    }

    private String digest() {
        Digest digest = new Digest().field(model).field(prompt).field(labelNames.size());
        labelNames.forEach(digest::field);
        digest.field(ids.length);
        for (int i = 0; i < ids.length; i++) {
            digest.field(ids[i]).field(Double.doubleToLongBits(confidences[i]));
            List<String> labels = labels(i);
            digest.field(labels.size());
            labels.forEach(digest::field);
        }
        decided.stream().forEach(digest::field);
        return HexFormat.of().formatHex(digest.bytes());
    }

    /** Collects the proposals of a run, in its order. Not thread-safe; {@link #build()} may be called once. */
    public static final class Builder {

        private static final int MOST_SOURCES = 100;

        private String[] ids = new String[1024];
        private int[] choices = new int[1024];
        private double[] confidences = new double[1024];
        private final BitSet decided = new BitSet();
        private byte[] answeredBy = new byte[1024];
        private final List<String> sources = new ArrayList<>(List.of(""));
        private int[] slots = new int[4096];
        private int size;
        private final List<List<String>> sets = new ArrayList<>(List.of(List.of()));
        private final Map<List<String>, Integer> setNumbers = new HashMap<>(Map.of(List.of(), 0));
        private List<String> labelNames = List.of();
        private String model = "";
        private String prompt = "";
        private @Nullable Path source;

        private Builder() {}

        /** Who proposes. */
        public Builder model(String name) {
            model = name;
            return this;
        }

        /** What tells this prompt from others. */
        public Builder prompt(String fingerprint) {
            prompt = fingerprint;
            return this;
        }

        Builder source(Path path) {
            source = path;
            return this;
        }

        /** The label set, in its order; labels that are only seen in proposals come after. */
        public Builder labelNames(List<String> names) {
            labelNames = List.copyOf(names);
            return this;
        }

        /**
         * One ticket.
         *
         * @param labels     empty when it is left to people
         * @param confidence of the least sure label, 0 to 1
         * @throws IllegalArgumentException if the id is blank or repeats, or the confidence is no such number
         */
        public Builder add(String id, List<String> labels, OptionalDouble confidence) {
            double value = confidence.orElse(Double.NaN);
            if (confidence.isPresent() && !(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("confidence of " + id + " is " + value + ", expected 0..1");
            }
            if (id.isBlank()) {
                throw new IllegalArgumentException("the id of a proposal is blank");
            }
            if (size == ids.length) {
                grow();
            }
            int slot = slot(slots, ids, id);
            if (slots[slot] != 0) {
                throw new IllegalArgumentException("ticket " + id + " has a second proposal; keep one of them");
            }
            Integer known = setNumbers.get(labels);
            if (known == null) {
                known = sets.size();
                List<String> copy = List.copyOf(labels);
                sets.add(copy);
                setNumbers.put(copy, known);
            }
            ids[size] = id;
            choices[size] = known;
            confidences[size] = value + 0.0; // a negative zero hashes like zero
            slots[slot] = ++size;
            return this;
        }

        /**
         * Who answered for the ticket that was added last. Of more than {@value #MOST_SOURCES} different ones the rest counts as not known.
         */
        public Builder answeredBy(String source) {
            int known = sources.indexOf(source);
            if (known < 0 && sources.size() <= MOST_SOURCES) {
                known = sources.size();
                sources.add(source);
            }
            answeredBy[size - 1] = (byte) Math.max(0, known);
            return this;
        }

        /** One ticket with one label and a confidence. */
        public Builder add(String id, String label, double confidence) {
            return add(id, List.of(label), OptionalDouble.of(confidence));
        }

        /**
         * One ticket that a person decided before the run.
         *
         * @param labels what they chose; empty if no label fits
         */
        public Builder addDecided(String id, List<String> labels) {
            add(id, labels, OptionalDouble.empty());
            decided.set(size - 1);
            return this;
        }

        /** Freezes them. */
        public Proposals build() {
            return new Proposals(this);
        }

        private void grow() {
            int length = Math.multiplyExact(ids.length, 2);
            ids = Arrays.copyOf(ids, length);
            choices = Arrays.copyOf(choices, length);
            confidences = Arrays.copyOf(confidences, length);
            answeredBy = Arrays.copyOf(answeredBy, length);
            slots = new int[Math.multiplyExact(length, 4)];
            for (int i = 0; i < size; i++) {
                slots[slot(slots, ids, ids[i])] = i + 1;
            }
        }

        /** Where the id stands, or the free slot where it belongs. */
        private static int slot(int[] slots, String[] ids, String id) {
            int mask = slots.length - 1;
            int spread = id.hashCode() * 0x9E3779B9; // ids that only count up differ in few bits
            int at = (spread ^ (spread >>> 15)) & mask;
            while (slots[at] != 0 && !ids[slots[at] - 1].equals(id)) {
                at = (at + 1) & mask;
            }
            return at;
        }
    }
}
