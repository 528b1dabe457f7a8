package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.internal.http.Exchange;
import io.ticketlabeler.internal.http.JsonHttp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Calls with a user's token, answers as trees. No cookies: a session beside the token would make doccano ask for a CSRF token.
 * Thread-safe.
 */
final class Api {

    private final JsonHttp http;
    private final Map<String, String> header;

    private Api(JsonHttp http, String token) {
        this.http = http;
        this.header = token.isEmpty() ? Map.of() : Map.of("Authorization", "Token " + token);
    }

    static Api withToken(JsonHttp http, String token) {
        return new Api(http, token);
    }

    /**
     * Signs in.
     *
     * @throws DoccanoException if there is no doccano, or none that lets this user in (status 400)
     */
    static Api signIn(JsonHttp http, String user, String password) {
        Api nobody = new Api(http, "");
        try {
            JsonNode answer = nobody.send("POST", "/v1/auth/login/", Map.of("username", user, "password", password));
            String key = answer.path("key").asText("");
            if (key.isEmpty()) {
                throw new DoccanoException(nobody.base() + " answers, but is no doccano; " + Answers.ADDRESS);
            }
            return new Api(http, key);
        } catch (DoccanoException e) {
            throw e.status() == 400
                    ? new DoccanoException(
                            nobody.base() + " does not let " + user + " in: " + e.detail()
                                    + "; check name and password",
                            400,
                            e.detail(),
                            false)
                    : e;
        }
    }

    /** The server's address, for messages. */
    String base() {
        return http.base().toString();
    }

    JsonHttp http() {
        return http;
    }

    /**
     * What is there.
     *
     * @throws DoccanoException unless the server answers with JSON and a status of 200 to 299
     */
    JsonNode get(String path) {
        return json("GET", path, http.get(path, header));
    }

    /** Changes something; see {@link #get}. */
    JsonNode send(String method, String path, Map<String, ?> values) {
        byte[] json = JsonText.of(values).getBytes(StandardCharsets.UTF_8);
        return json(method, path, http.send(method, path, header, json));
    }

    /** Sends a file as a form does; the answer is JSON, or nothing. */
    JsonNode upload(String path, String field, String name, byte[] content) {
        return json("POST", path, http.upload(path, header, field, name, content));
    }

    /** Leaves a file with the server, for an import. */
    String store(String name, byte[] content) {
        String path = "/v1/fp/process/";
        Exchange exchange = http.upload(path, header, "filepond", name, content);
        return Answers.text(http.base(), http.deadline(), "POST " + path, exchange);
    }

    /** An answer that a file takes, of this content type. */
    void download(String path, Path file, String type) {
        Answers.type(http.base(), http.deadline(), "GET " + shown(path), http.download(path, header, file), type);
    }

    /** Asks once, whatever the status. */
    Exchange probe(String path) {
        return http.probe(path, header);
    }

    private JsonNode json(String method, String path, Exchange exchange) {
        return Answers.json(http.base(), http.deadline(), method + " " + shown(path), exchange);
    }

    private static String shown(String path) {
        return path.replaceFirst("\\?.*", "");
    }

    /** @throws DoccanoException if this thread is interrupted */
    void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DoccanoException.noAnswer("interrupted while " + base() + " works", true);
        }
    }
}
