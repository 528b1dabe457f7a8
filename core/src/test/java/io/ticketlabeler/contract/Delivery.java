package io.ticketlabeler.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the bytes of a response reach the caller: whole, or as a broken server or network sends them. */
@FunctionalInterface
interface Delivery {

    /**
     * Sends a response.
     *
     * @param headers those of the response and what its time adds, without any about the length of the body
     * @return whether the connection can carry another response
     */
    boolean send(Response response, Map<String, String> headers, HttpConnection connection)
            throws IOException, InterruptedException;

    /** Whether the caller gets no end of an answer for as long as it waits. */
    default boolean isEndless() {
        return this == HANGING || this == STALLING;
    }

    /** As it should be. */
    Delivery WHOLE = (response, headers, connection) -> {
        byte[] body = bytes(response);
        boolean bodiless = response.status() == 204 || response.status() == 304;
        connection.write(
                joined(bodiless ? head(response, headers) : head(response, headers, body.length), body, body.length));
        return true;
    };

    /** Not a single byte; ends when the caller hangs up. */
    Delivery HANGING = (response, headers, connection) -> {
        connection.awaitHangUp();
        return false;
    };

    /** Head and half of the body, then nothing more; ends when the caller hangs up. */
    Delivery STALLING = (response, headers, connection) -> {
        sendHalf(response, headers, connection);
        connection.awaitHangUp();
        return false;
    };

    /** The connection breaks before the first byte. */
    Delivery RESET_BEFORE_HEADERS = (response, headers, connection) -> {
        connection.reset();
        return false;
    };

    /** The connection breaks in the middle of the body. */
    Delivery RESET_IN_BODY = (response, headers, connection) -> {
        sendHalf(response, headers, connection);
        Thread.sleep(20); // a reset may overtake bytes that the caller has not read yet
        connection.reset();
        return false;
    };

    /** Half of the only chunk, then an orderly end of the connection. */
    Delivery TRUNCATED_CHUNK = (response, headers, connection) -> {
        byte[] body = bytes(response);
        connection.write(joined(
                chunkedHead(response, headers, Integer.toHexString(Math.max(2, body.length)) + "\r\n"),
                body,
                body.length / 2));
        return false;
    };

    /** A Content-Length 100 bytes longer than the body, then an orderly end of the connection. */
    Delivery LENGTH_TOO_LONG = (response, headers, connection) -> {
        byte[] body = bytes(response);
        connection.write(joined(head(response, headers, body.length + 100L), body, body.length));
        return false;
    };

    /** A Content-Length of half the body; the rest of the body follows where the next response should begin. */
    Delivery LENGTH_TOO_SHORT = (response, headers, connection) -> {
        byte[] body = bytes(response);
        connection.write(joined(head(response, headers, body.length / 2), body, body.length));
        return true;
    };

    /** The head at once, then the body at this speed. */
    static Delivery dripping(int bytesPerSecond) {
        int piece = Math.max(1, bytesPerSecond / 20); // at most 20 pieces a second
        return (response, headers, connection) -> {
            byte[] body = bytes(response);
            connection.write(head(response, headers, body.length));
            long start = System.nanoTime();
            for (int sent = 0; sent < body.length; sent += piece) {
                int length = Math.min(piece, body.length - sent);
                long due = start + (sent + length) * 1_000_000_000L / bytesPerSecond;
                StubProvider.sleepUntil(due);
                connection.write(body, sent, length);
            }
            return true;
        };
    }

    /** The body after so many bytes of white space: valid JSON still. */
    static Delivery padded(long bytes) {
        return (response, headers, connection) -> {
            byte[] body = bytes(response);
            byte[] spaces = " ".repeat(GzipBomb.BLOCK).getBytes(StandardCharsets.ISO_8859_1);
            connection.write(head(response, headers, bytes + body.length));
            for (long left = bytes; left > 0; left -= spaces.length) {
                connection.write(spaces, 0, (int) Math.min(left, spaces.length));
            }
            connection.write(body);
            return true;
        };
    }

    /** The body after about so many bytes of white space, compressed about a thousand times. */
    static Delivery gzipBomb(long bytes) {
        return (response, headers, connection) -> {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put("Content-Encoding", "gzip");
            GzipBomb gzip = new GzipBomb(bytes, bytes(response));
            connection.write(head(response, more, gzip.length()));
            gzip.writeTo(connection);
            return true;
        };
    }

    private static void sendHalf(Response response, Map<String, String> headers, HttpConnection connection)
            throws IOException {
        byte[] body = bytes(response);
        connection.write(joined(head(response, headers, body.length), body, body.length / 2));
    }

    private static byte[] bytes(Response response) {
        return response.body().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] head(Response response, Map<String, String> headers, long contentLength) {
        return (start(response, headers) + "Content-Length: " + contentLength + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] head(Response response, Map<String, String> headers) {
        return (start(response, headers) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] chunkedHead(Response response, Map<String, String> headers, String chunkHead) {
        return (start(response, headers) + "Transfer-Encoding: chunked\r\n\r\n" + chunkHead)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String start(Response response, Map<String, String> headers) {
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(response.status())
                .append(" Stub\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.toString();
    }

    /** One array, so that a response is one packet. */
    private static byte[] joined(byte[] head, byte[] body, int bodyLength) {
        byte[] all = new byte[head.length + bodyLength];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, bodyLength);
        return all;
    }
}
