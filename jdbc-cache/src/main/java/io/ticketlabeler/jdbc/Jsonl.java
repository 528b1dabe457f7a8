package io.ticketlabeler.jdbc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ticketlabeler.cache.CacheKey;
import io.ticketlabeler.cache.CachedLabel;
import io.ticketlabeler.ticket.Usage;

/** Lines of JSON for other programs to read. */
final class Jsonl {

    private Jsonl() {}

    static String line(CacheKey key, CachedLabel answer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("key", key.toString());
        json.set("labels", Texts.labelArray(answer.labels()));
        json.put("model", answer.model());
        put(json, answer.usage());
        json.put("answered", answer.answered().toString());
        answer.text().ifPresent(text -> json.put("text", text));
        return Texts.write(json) + "\n";
    }

    static String line(LedgerEntry call) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("call", call.id());
        json.put("run", call.run());
        json.put("model", call.model());
        json.put("tickets", call.tickets());
        json.put("estimated_tokens", call.tokens());
        json.put("sent", call.sent().toString());
        json.put("state", call.state().name());
        json.put("detail", call.detail());
        json.put("answered_by", call.answeredBy());
        call.usage().ifPresent(usage -> put(json, usage));
        call.ended().ifPresent(ended -> json.put("ended", ended.toString()));
        return Texts.write(json) + "\n";
    }

    private static void put(ObjectNode json, Usage usage) {
        json.put("input_tokens", usage.inputTokens());
        json.put("cached_input_tokens", usage.cachedInputTokens());
        json.put("output_tokens", usage.outputTokens());
        if (usage.costUsd().isPresent()) {
            json.put("cost_usd", usage.costUsd().getAsDouble());
        } else {
            json.putNull("cost_usd");
        }
    }
}
