package io.ticketlabeler.read;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a CSV file is written, found in its first characters.
 *
 * @param delimiter  between fields
 * @param trimQuotes whether blanks surround quotes: {@code 1, "two"}
 * @param headerLine where the header begins, from 1: after a {@code sep=} line or a title
 * @param header     the names in it, as they are
 */
record CsvDialect(char delimiter, boolean trimQuotes, long headerLine, List<String> header) {

    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final Pattern SEP_LINE =
            Pattern.compile("\\A\\s*\"?sep=(.)\"?[ \\t]*(?:\\r\\n|\\n|\\r)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANK_BEFORE_QUOTE = Pattern.compile("\\s+\".*", Pattern.DOTALL);
    private static final int RECORDS_LOOKED_AT = 6;

    static CsvDialect find(String beginning, ReadOptions options, ColumnNames names) {
        Matcher sep = SEP_LINE.matcher(beginning);
        boolean told = sep.find();
        String rest = told ? beginning.substring(sep.end()) : beginning;
        long line = told ? 1 + sep.group().lines().count() : 1;
        if (options.delimiter().isPresent()) {
            return with(options.delimiter().get(), rest, line, names);
        }
        if (told) {
            return with(sep.group(1).charAt(0), rest, line, names);
        }
        CsvDialect best = with(DELIMITERS[0], rest, line, names);
        long bestScore = score(best, names, options);
        for (int i = 1; i < DELIMITERS.length; i++) {
            CsvDialect other = with(DELIMITERS[i], rest, line, names);
            long score = score(other, names, options);
            if (score > bestScore) {
                best = other;
                bestScore = score;
            }
        }
        return best;
    }

    /** Names that are known or asked for weigh more than any number of columns. */
    private static long score(CsvDialect dialect, ColumnNames names, ReadOptions options) {
        if (dialect.header.size() < 2) {
            return 0;
        }
        List<String> asked = new ArrayList<>(options.textColumns());
        options.idColumn().ifPresent(asked::add);
        options.subjectColumn().ifPresent(asked::add);
        options.bodyColumn().ifPresent(asked::add);
        long found = asked.stream()
                .filter(name -> Names.meant(dialect.header, name).isPresent())
                .count();
        return (found + names.known(dialect.header)) * 10_000 + dialect.header.size();
    }

    private static CsvDialect with(char delimiter, String text, long firstLine, ColumnNames names) {
        List<CsvRecord> records = records(text, delimiter, false);
        boolean trim = !records.isEmpty()
                && records.get(0).getFields().stream()
                        .anyMatch(field -> BLANK_BEFORE_QUOTE.matcher(field).matches());
        if (trim) {
            records = records(text, delimiter, true);
        }
        if (records.isEmpty()) {
            return new CsvDialect(delimiter, trim, firstLine, List.of());
        }
        CsvRecord header = header(records, names);
        return new CsvDialect(
                delimiter,
                trim,
                firstLine + header.getStartingLineNumber() - 1,
                header.getFields().stream().map(String::strip).toList());
    }

    /** The first record, but for titles: records of one cell before one that has columns of known names. */
    private static CsvRecord header(List<CsvRecord> records, ColumnNames names) {
        for (CsvRecord record : records) {
            if (record.getFields().stream().filter(cell -> !cell.isBlank()).count() > 1) {
                return names.known(record.getFields()) >= 2 ? record : records.get(0);
            }
        }
        return records.get(0);
    }

    private static List<CsvRecord> records(String text, char delimiter, boolean trim) {
        List<CsvRecord> records = new ArrayList<>();
        // only a beginning: the last quote may well be open, and what is wrong is told when the file is read
        try (CsvReader<CsvRecord> reader =
                reader(delimiter, trim).allowUnclosedQuote(true).ofCsvRecord(text)) {
            for (CsvRecord record : reader) {
                if (record.getFields().stream().anyMatch(cell -> !cell.isBlank())) {
                    records.add(record);
                }
                if (records.size() == RECORDS_LOOKED_AT) {
                    break;
                }
            }
        } catch (CsvParseException e) {
            return records;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return records;
    }

    /** What this library asks of FastCSV: strict about quotes, while rows of any length are counted here. */
    static CsvReader.CsvReaderBuilder reader(char delimiter, boolean trimQuotes) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(trimQuotes)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    }
}
