package io.ticketlabeler.contract;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP by hand, to see every byte that a server sends. */
final class RawCall {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");

    private RawCall() {}

    static Socket connect(StubProvider provider) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(provider.baseUrl()).getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    static byte[] post(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return ("POST /v1/chat/completions HTTP/1.1\r\nHost: stub\r\nContent-Length: " + bytes.length + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A connection on which a request was sent. */
    static Socket asked(StubProvider provider) throws IOException {
        Socket socket = connect(provider);
        socket.getOutputStream().write(post(StubProviderTest.ask("It crashes")));
        return socket;
    }

    /** Head and body of one answer, as text. */
    static String oneAnswer(Socket socket) throws IOException {
        String head = head(socket);
        Matcher length = LENGTH.matcher(head);
        if (!length.find()) {
            throw new IOException("no length: " + head);
        }
        byte[] body = socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
        return head + new String(body, StandardCharsets.UTF_8);
    }

    /** The head of an answer with the empty line after it. */
    static String head(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException("after " + head);
            }
            head.append((char) read);
        }
        return head.toString();
    }
}
