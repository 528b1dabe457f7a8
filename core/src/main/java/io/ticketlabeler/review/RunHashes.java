package io.ticketlabeler.review;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run was, to notice any change. Hashes are 64 hexadecimal digits of SHA-256.
 *
 * @param proposals over everything
 * @param scores    over ids and confidences
 * @param labels    over the label set
 * @param model     who proposed; empty when it is not known
 * @param prompt    what tells the prompt from others; empty when it is not known
 */
public record RunHashes(String proposals, String scores, String labels, String model, String prompt) {

    /** Of these proposals. */
    public static RunHashes of(Proposals proposals) {
        return new RunHashes(
                proposals.hash(),
                proposals.scoresHash(),
                proposals.labelsHash(),
                proposals.model(),
                proposals.prompt());
    }

    /** What is different now, in words, the reasons before what follows from them; empty when nothing is. */
    public List<String> changes(RunHashes now) {
        List<String> changes = new ArrayList<>();
        if (!model.equals(now.model)) {
            changes.add("the model was \"" + model + "\" and is \"" + now.model + "\"");
        }
        if (!prompt.equals(now.prompt)) {
            changes.add("the prompt or its settings are others");
        }
        if (!labels.equals(now.labels)) {
            changes.add("the label set is another one");
        }
        if (!scores.equals(now.scores)) {
            changes.add("tickets or confidences are others");
        }
        if (changes.isEmpty() && !proposals.equals(now.proposals)) {
            changes.add("proposed labels are others");
        }
        return changes;
    }

    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("proposals", proposals);
        fields.put("scores", scores);
        fields.put("labels", labels);
        fields.put("model", model);
        fields.put("prompt", prompt);
        return fields;
    }
}
