package io.ticketlabeler.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.internal.http.Exchange;
import io.ticketlabeler.internal.http.JsonHttp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Calls with the token, answers as trees. Thread-safe. */
final class Api {

    private final JsonHttp http;
    private final Credentials credentials;

    Api(JsonHttp http, Credentials credentials) {
        this.http = http;
        this.credentials = credentials;
    }

    /** The server's address, for messages. */
    String base() {
        return http.base().toString();
    }

    /**
     * What is there.
     *
     * @throws LabelStudioException unless the server answers with JSON and a status of 200 to 299
     */
    JsonNode get(String path) {
        return json("GET", path, authorized(header -> http.get(path, header)));
    }

    /** The same for answers that are too large for memory. */
    void download(String path, Path file) {
        Exchange exchange = authorized(header -> http.download(path, header, file));
        Answers.check(http.base(), http.deadline(), "GET " + path, exchange);
    }

    /** Changes something; see {@link #get}. */
    JsonNode send(String method, String path, Map<String, ?> values) {
        return send(method, path, JsonText.of(values).getBytes(StandardCharsets.UTF_8));
    }

    /** The same with a body that is JSON already. */
    JsonNode send(String method, String path, byte[] json) {
        return json(method, path, authorized(header -> http.send(method, path, header, json)));
    }

    private JsonNode json(String method, String path, Exchange exchange) {
        return Answers.json(http.base(), http.deadline(), method + " " + path.replaceFirst("\\?.*", ""), exchange);
    }

    private Exchange authorized(Function<Map<String, String>, Exchange> call) {
        Map<String, String> header = credentials.header(http);
        Exchange exchange = call.apply(header);
        // a refused token is looked at before anything is done, so that the call can be made again
        return exchange.status() == 401 && credentials.forget(header) ? call.apply(credentials.header(http)) : exchange;
    }
}
