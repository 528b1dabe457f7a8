package io.ticketlabeler.read;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a file is to be read, where it does not speak for itself.
 *
 * <p>Defaults: everything is recognised ({@link TicketFormat#AUTO}), HTML where it really looks like HTML becomes text, a bad row
 * is an error, a repeated id is an error (in Zendesk JSON, where an incremental export repeats what changed, the last one wins).
 *
 * <pre>{@code
 * ReadOptions options = ReadOptions.builder()
 *         .idColumn("Ref")
 *         .textColumns("Betreff", "Nachricht")
 *         .charset(StandardCharsets.ISO_8859_1)
 *         .onBadRow(OnBadRow.SKIP)
 *         .build();
 * }</pre>
 *
 * <p>Columns are the names of the header; in JSON those of properties, with dots into nested objects
 * ({@code via.channel}). Case, blanks and punctuation do not matter unless two columns differ in nothing else. Immutable.
 */
public final class ReadOptions {

    private static final ReadOptions DEFAULTS = builder().build();

    private final Builder set;

    private ReadOptions(Builder builder) {
        this.set = builder.copy();
    }

    /** Nothing is settled, everything is recognised. */
    public static ReadOptions defaults() {
        return DEFAULTS;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The same options, to be changed. */
    public Builder toBuilder() {
        return set.copy();
    }

    public TicketFormat format() {
        return set.format;
    }

    /** Where the id is; empty: found by its name. */
    public Optional<String> idColumn() {
        return Optional.ofNullable(set.idColumn);
    }

    /** Whether records are numbered because the file has no ids of its own. */
    public boolean numbersAsIds() {
        return set.numbersAsIds;
    }

    /** What is joined, in this order, to the text of a ticket; empty: subject and body. */
    public List<String> textColumns() {
        return set.textColumns;
    }

    /** Where the subject is; empty: found by its name. */
    public Optional<String> subjectColumn() {
        return Optional.ofNullable(set.subjectColumn);
    }

    /** Where the body is; empty: found by its name. */
    public Optional<String> bodyColumn() {
        return Optional.ofNullable(set.bodyColumn);
    }

    /** Empty: decided from the bytes, as {@link ReadReport#charsetReason()} says. */
    public Optional<Charset> charset() {
        return Optional.ofNullable(set.charset);
    }

    /** Between the fields of a CSV file; empty: found in the header. */
    public Optional<Character> delimiter() {
        return Optional.ofNullable(set.delimiter);
    }

    public Html html() {
        return set.html;
    }

    public OnBadRow onBadRow() {
        return set.onBadRow;
    }

    /** Empty: as the format wants it, that is {@link OnRepeatedId#FAIL} but for Zendesk JSON. */
    public Optional<OnRepeatedId> onRepeatedId() {
        return Optional.ofNullable(set.onRepeatedId);
    }

    ReadOptions withFormat(TicketFormat format) {
        return toBuilder().format(format).build();
    }

    /** When a body is turned from HTML into text, its line breaks kept. */
    public enum Html {
        /** When it really looks like HTML: {@code <p>}, {@code <br>}, but neither {@code List<String>} nor {@code a < b}. */
        AUTO,
        /** Each body. */
        ALWAYS,
        /** None: bodies stay as they are. */
        NEVER
    }

    /** What becomes of a row that cannot be read. */
    public enum OnBadRow {
        /** A {@link TicketFileException} with line and column. */
        FAIL,
        /**
         * It is left out and counted, with its reason, in the {@link ReadReport}. What breaks the file itself (a JSON array that
         * ends too early, characters that cannot be decoded) is an error all the same.
         */
        SKIP
    }

    /** What becomes of an id that comes again. */
    public enum OnRepeatedId {
        /** A {@link TicketFileException} that names both lines. */
        FAIL,
        /** The first one is a ticket, later ones are counted in the {@link ReadReport}. */
        KEEP_FIRST,
        /** The last one is a ticket, earlier ones are counted; the file is read twice, for memory stays constant. */
        KEEP_LAST
    }

    /** Collects options; every one may be left alone. Not thread-safe. */
    public static final class Builder {

        private TicketFormat format = TicketFormat.AUTO;
        private @Nullable String idColumn;
        private boolean numbersAsIds;
        private List<String> textColumns = List.of();
        private @Nullable String subjectColumn;
        private @Nullable String bodyColumn;
        private @Nullable Charset charset;
        private @Nullable Character delimiter;
        private Html html = Html.AUTO;
        private OnBadRow onBadRow = OnBadRow.FAIL;
        private @Nullable OnRepeatedId onRepeatedId;

        private Builder() {}

        private Builder copy() {
            Builder copy = new Builder();
            copy.format = format;
            copy.idColumn = idColumn;
            copy.numbersAsIds = numbersAsIds;
            copy.textColumns = textColumns;
            copy.subjectColumn = subjectColumn;
            copy.bodyColumn = bodyColumn;
            copy.charset = charset;
            copy.delimiter = delimiter;
            copy.html = html;
            copy.onBadRow = onBadRow;
            copy.onRepeatedId = onRepeatedId;
            return copy;
        }

        public Builder format(TicketFormat format) {
            this.format = format;
            return this;
        }

        public Builder idColumn(String name) {
            this.idColumn = named(name);
            return this;
        }

        /**
         * For a file that has no ids: records are called {@code 1}, {@code 2} and so on as they come, those that are skipped or
         * left out included. Reviews find their tickets again as long as nothing is added or removed before them.
         */
        public Builder numbersAsIds() {
            this.numbersAsIds = true;
            return this;
        }

        /** The text of a ticket is these, joined by blank lines in the order given; instead of a subject and a body. */
        public Builder textColumns(String... names) {
            return textColumns(List.of(names));
        }

        /** The text of a ticket is these, joined by blank lines in the order given; instead of a subject and a body. */
        public Builder textColumns(List<String> names) {
            names.forEach(Builder::named);
            this.textColumns = List.copyOf(names);
            return this;
        }

        public Builder subjectColumn(String name) {
            this.subjectColumn = named(name);
            return this;
        }

        public Builder bodyColumn(String name) {
            this.bodyColumn = named(name);
            return this;
        }

        /** Reads the bytes in this charset; a BOM is dropped. Bytes that it does not know are an error, not a question mark. */
        public Builder charset(Charset charset) {
            this.charset = charset;
            return this;
        }

        public Builder delimiter(char delimiter) {
            this.delimiter = delimiter;
            return this;
        }

        public Builder html(Html html) {
            this.html = html;
            return this;
        }

        public Builder onBadRow(OnBadRow onBadRow) {
            this.onBadRow = onBadRow;
            return this;
        }

        public Builder onRepeatedId(OnRepeatedId onRepeatedId) {
            this.onRepeatedId = onRepeatedId;
            return this;
        }

        /**
         * The options as they are now.
         *
         * @throws IllegalArgumentException if text columns are given together with a subject or body column, or an id column
         *     together with numbers
         */
        public ReadOptions build() {
            if (!textColumns.isEmpty() && (subjectColumn != null || bodyColumn != null)) {
                throw new IllegalArgumentException(
                        "text columns stand instead of a subject and a body column; give either");
            }
            if (numbersAsIds && idColumn != null) {
                throw new IllegalArgumentException("ids are numbers or come from a column; give either");
            }
            if (delimiter != null && (delimiter == '"' || delimiter == '\n' || delimiter == '\r')) {
                throw new IllegalArgumentException("a quote or a line break cannot be a delimiter");
            }
            return new ReadOptions(this);
        }

        private static String named(String column) {
            if (column.isBlank()) {
                throw new IllegalArgumentException("a column needs a name that is not blank");
            }
            return column;
        }
    }
}
