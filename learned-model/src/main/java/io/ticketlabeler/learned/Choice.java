package io.ticketlabeler.learned;

import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.ticket.ConfidenceSource;
import io.ticketlabeler.ticket.ScoredLabel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** From the logarithms of classes to labels and confidences. */
final class Choice {

    private static final double LIKELY = Math.log(0.5);

    private Choice() {}

    /** The best class, with its share among all of them: {@code softmax(logs / temperature)}. */
    static Answer one(List<String> names, double[] logs, double temperature) {
        int best = best(logs);
        double confidence = share(logs, best, temperature);
        String name = names.get(best);
        return name.isEmpty() ? Answer.NONE : Answer.of(ScoredLabel.of(name, confidence, ConfidenceSource.MARGIN));
    }

    /**
     * Every class that is more likely than not by itself, from the likeliest on; else the likeliest label, unless none may be given.
     *
     * @param none whether the answer may hold no label
     */
    static Answer several(List<String> names, double[] logs, boolean none) {
        List<ScoredLabel> labels = new ArrayList<>();
        int best = -1;
        for (int i = 0; i < logs.length; i++) {
            if (names.get(i).isEmpty()) {
                continue;
            }
            best = best < 0 || logs[i] > logs[best] ? i : best;
            if (logs[i] >= LIKELY) {
                labels.add(ScoredLabel.of(names.get(i), Math.exp(logs[i]), ConfidenceSource.MARGIN));
            }
        }
        if (labels.isEmpty() && best >= 0 && !none) {
            labels.add(ScoredLabel.of(names.get(best), Math.exp(logs[best]), ConfidenceSource.MARGIN));
        }
        labels.sort(Comparator.comparingDouble(
                (ScoredLabel label) -> -label.confidence().orElse(0)));
        return new Answer(labels);
    }

    static int best(double[] logs) {
        int best = 0;
        for (int i = 1; i < logs.length; i++) {
            best = logs[i] > logs[best] ? i : best;
        }
        return best;
    }

    static double share(double[] logs, int of, double temperature) {
        double most = logs[best(logs)];
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp((log - most) / temperature);
        }
        return Math.exp((logs[of] - most) / temperature) / sum;
    }
}
