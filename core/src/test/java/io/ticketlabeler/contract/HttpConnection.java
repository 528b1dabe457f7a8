package io.ticketlabeler.contract;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a caller that speaks HTTP/1.1 or 1.0: requests are read one after the other, bodies by Content-Length or in
 * chunks. Used by one thread.
 */
final class HttpConnection {

    private static final int MAX_LINE = 64 << 10; // a key in a header has some 200 characters
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
        this.out = socket.getOutputStream();
    }

    /** What is done with a request. */
    @FunctionalInterface
    interface Handler {

        /** Answers a request; tells whether the connection can be used for another one. */
        boolean handle(Incoming incoming, HttpConnection connection) throws IOException, InterruptedException;
    }

    /**
     * A request as read.
     *
     * @param headers by lower-case name; repeated ones are joined by a comma
     */
    record Incoming(String method, String path, Map<String, String> headers, String body, boolean keepAlive) {}

    /** Answers requests until either side has had enough. */
    void serve(Handler handler) throws IOException, InterruptedException {
        boolean goesOn = true;
        while (goesOn) {
            Incoming incoming = read();
            goesOn = incoming != null && handler.handle(incoming, this) && incoming.keepAlive();
        }
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
    }

    /** Breaks the connection, as a crashed server or a firewall does: the caller sees "connection reset". */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits until the caller hangs up; costs nothing meanwhile. */
    void awaitHangUp() throws IOException {
        while (in.read() >= 0) {
            // whatever it sends, nobody answers
        }
    }

    private @Nullable Incoming read() throws IOException {
        String line = firstLine();
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 3) {
            throw new IOException("no HTTP: " + line);
        }
        Map<String, String> headers = headers();
        if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
            write(CONTINUE);
        }
        String wish = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        boolean keepAlive = parts[2].equals("HTTP/1.0") ? wish.contains("keep-alive") : !wish.contains("close");
        return new Incoming(
                parts[0], path(parts[1]), headers, new String(body(headers), StandardCharsets.UTF_8), keepAlive);
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private @Nullable String firstLine() throws IOException {
        String line = line();
        while (line != null && line.isEmpty()) { // RFC 9112, 2.2: empty lines before a request are skipped
            line = line();
        }
        return line;
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = wholeLine(); !line.isEmpty(); line = wholeLine()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("no header: " + line);
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .endsWith("chunked")) {
            return chunks();
        }
        return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size));
            wholeLine();
        }
        headers(); // trailers
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String line = wholeLine();
        int extension = line.indexOf(';');
        return Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the caller hung up in the middle of a request");
        }
        return bytes;
    }

    private String wholeLine() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("the caller hung up in the middle of a request");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (read == '\n') {
                int end = line.length() - 1;
                if (end >= 0 && line.charAt(end) == '\r') {
                    line.setLength(end);
                }
                return line.toString();
            }
            if (line.length() >= MAX_LINE) {
                throw new IOException("a line of more than " + MAX_LINE + " bytes");
            }
            line.append((char) read);
        }
        return null;
    }
}
