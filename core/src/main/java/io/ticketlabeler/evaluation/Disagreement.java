package io.ticketlabeler.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A ticket that people answered differently: somebody has to decide, or the labels need better definitions.
 *
 * @param ticketId as it was read
 * @param answers  who chose which labels; an empty list where someone said that none fits
 * @param settled  whether more than half of them agree, so that it counts in the figures
 */
public record Disagreement(String ticketId, Map<String, List<String>> answers, boolean settled) {

    public Disagreement {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }
}
