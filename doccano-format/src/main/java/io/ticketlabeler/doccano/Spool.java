package io.ticketlabeler.doccano;

import io.ticketlabeler.export.JsonText;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds rows in a hidden file until all their keys are known, and then gives every row the same ones.
 *
 * <p>A line of that file is {@code number TAB value TAB number TAB value …}: the number of the key, and its value as JSON, which
 * contains neither tabs nor line breaks. Memory grows with the number of different keys only.
 */
final class Spool implements AutoCloseable {

    private final Path file;
    private final OutputStream bytes;
    private final Writer writer;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    private Spool(Path file) throws IOException {
        this.file = file;
        this.bytes = Files.newOutputStream(file);
        this.writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    }

    static Spool in(Path directory) throws IOException {
        return new Spool(Files.createTempFile(directory, ".ticketlabeler-", ".tmp"));
    }

    void add(Map<String, Object> row) throws IOException {
        StringBuilder line = new StringBuilder();
        row.forEach((key, value) -> line.append(line.isEmpty() ? "" : "\t")
                .append(numbers.computeIfAbsent(key, k -> numbers.size()))
                .append('\t')
                .append(JsonText.of(value)));
        try {
            writer.append(line).append('\n');
        } catch (IOException e) {
            throw named(e);
        }
    }

    /** Writes one JSON object a line, in the order of {@link #add}; a key that a row lacks gets {@code ""}. */
    void writeTo(Writer out) throws IOException {
        try {
            writer.close();
        } catch (IOException e) {
            throw named(e);
        }
        List<String> keys = numbers.keySet().stream().map(JsonText::of).toList();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                out.append(object(keys, line)).append('\n');
            }
        }
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

    private static StringBuilder object(List<String> keys, String line) {
        String[] values = new String[keys.size()];
        String[] parts = line.split("\t", -1);
        for (int i = 0; i < parts.length; i += 2) {
            values[Integer.parseInt(parts[i])] = parts[i + 1];
        }
        StringBuilder object = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            object.append(i == 0 ? "" : ",")
                    .append(keys.get(i))
                    .append(':')
                    .append(values[i] == null ? "\"\"" : values[i]);
        }
        return object.append('}');
    }
}
