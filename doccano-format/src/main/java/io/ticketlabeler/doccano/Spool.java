package io.ticketlabeler.doccano;

import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.export.WholeFile;
import io.ticketlabeler.internal.Utf8Writer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds rows in a hidden file until all their keys are known, and then gives every row the same ones.
 *
 * <p>Each row is written as if its keys and those before it were all. When that was right, which it nearly always is, the rows are
 * copied as they are; else what came later is put behind. Memory grows with the number of different keys only.
 */
final class Spool implements AutoCloseable {

    private static final String END = "}\n";

    private final Path file;
    private final OutputStream bytes;
    private final Writer writer;
    private final Map<String, String> keys = new LinkedHashMap<>(); // with what stands before their value
    private final List<Growth> growths = new ArrayList<>();
    private long rows;

    /** From this row on there were so many keys. */
    private record Growth(long row, int keys) {}

    private Spool(Path file) throws IOException {
        this.file = file;
        this.bytes = Files.newOutputStream(file);
        this.writer = new Utf8Writer(bytes);
    }

    static Spool in(Path directory) throws IOException {
        return new Spool(Files.createTempFile(directory, ".ticketlabeler-", ".tmp"));
    }

    void add(Map<String, Object> row) throws IOException {
        int before = keys.size();
        for (String key : row.keySet()) {
            if (!keys.containsKey(key)) {
                keys.put(key, (keys.isEmpty() ? "{" : ",") + JsonText.of(key) + ":");
            }
        }
        if (keys.size() > before) {
            growths.add(new Growth(rows, keys.size()));
        }
        rows++;
        StringBuilder line = new StringBuilder();
        for (Map.Entry<String, String> key : keys.entrySet()) {
            Object value = row.get(key.getKey());
            line.append(key.getValue());
            JsonText.append(value == null ? "" : value, line);
        }
        try {
            writer.append(line).append(END);
        } catch (IOException e) {
            throw named(e);
        }
    }

    /** Writes one JSON object a line, in the order of {@link #add}; a key that a row lacks gets {@code ""}. */
    void writeTo(WholeFile target) throws IOException {
        try {
            writer.close();
        } catch (IOException e) {
            throw named(e);
        }
        if (growths.size() <= 1) {
            target.append(file);
            return;
        }
        Writer out = target.writer();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (int i = 0; i + 1 < growths.size(); i++) {
                String rest = behind(growths.get(i).keys());
                for (long row = growths.get(i).row(); row < growths.get(i + 1).row(); row++) {
                    String line = reader.readLine();
                    out.append(line, 0, line.length() - 1).append(rest).append(END);
                }
            }
            reader.transferTo(out);
        }
    }

    /** Without a value: the keys that come after so many. */
    private String behind(int first) {
        StringBuilder rest = new StringBuilder();
        keys.values().stream().skip(first).forEach(key -> rest.append(key).append("\"\""));
        return rest.toString();
    }

    /** Removes the hidden file. */
    @Override
    public void close() throws IOException {
        try {
            bytes.close(); // not the writer: what it still holds is not wanted, and a full disk would refuse it again
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private IOException named(IOException e) {
        return new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
}
