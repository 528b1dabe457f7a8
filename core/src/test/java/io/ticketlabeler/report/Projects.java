package io.ticketlabeler.report;

import io.ticketlabeler.evaluation.Agreement;
import io.ticketlabeler.evaluation.Comparison;
import io.ticketlabeler.evaluation.Evaluation;
import io.ticketlabeler.evaluation.LabelDrift;
import io.ticketlabeler.evaluation.Truth;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.Review;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Made-up projects with everything a report can hold; the same ones each time. */
final class Projects {

    static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(2)>",
            "</title></style><svg onload=alert(3)>",
            "'; DROP TABLE tickets; --",
            "a & b < c > d",
            "\u202Egnp.exe",
            "شكوى ‏عميل",
            "返品・返金について 🧾",
            "nul\u0000 and \uD800 and \u0085",
            "https://example.com/a?b=c&d=e",
            "{{constructor.constructor('alert(4)')()}}",
            "Überlänge".repeat(11));

    private Projects() {}

    static List<String> names(int labels) {
        String[] things = {
            "card",
            "transfer",
            "top-up",
            "refund",
            "identity",
            "exchange rate",
            "fee",
            "limit",
            "PIN",
            "balance",
            "account"
        };
        String[] matters = {"not working", "pending", "declined", "lost or stolen", "charged twice", "how to", "cancel"
        };
        List<String> names = new ArrayList<>();
        for (int i = 0; i < labels; i++) {
            names.add(things[i % things.length] + " " + matters[i / things.length % matters.length]);
        }
        return names;
    }

    /** Tickets whose labels follow Zipf's law, a model that is too sure of itself, two or three people for every tenth ticket. */
    static HtmlReport report(List<String> labels, List<String> idPrefixes, int tickets, boolean texts) {
        SplittableRandom random = new SplittableRandom(labels.size() * 31L + tickets);
        Proposals.Builder large = Proposals.builder()
                .labelNames(labels.stream().filter(l -> !l.isBlank()).toList());
        Proposals.Builder small = Proposals.builder();
        List<Review> reviews = new ArrayList<>();
        Map<String, Long> before = new HashMap<>();
        Map<String, Long> now = new HashMap<>();
        Map<String, String> words = new HashMap<>();
        for (int i = 0; i < tickets; i++) {
            String id = idPrefixes.get(i % idPrefixes.size()) + (1000 + i);
            int truth = zipf(random, labels.size());
            double hard = random.nextDouble();
            String right = labels.get(truth);
            String near = labels.get((truth + 1) % labels.size());
            boolean hit = random.nextDouble() < 1 - 0.45 * hard * hard;
            List<String> proposed = random.nextDouble() < 0.04 ? List.of() : List.of(hit ? right : near);
            OptionalDouble sure = proposed.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(0.999 - 0.6 * hard * hard * random.nextDouble());
            large.add(id, proposed, sure);
            small.add(id, random.nextDouble() < 0.12 ? List.of(near) : proposed, sure);
            proposed.forEach(label -> now.merge(label, 1L, Long::sum));
            before.merge(labels.get(zipf(random, Math.max(1, labels.size() - 2))), 1L, Long::sum);
            words.put(
                    id, "Hello,\nI have a problem with " + right + ". <b>Please</b> help & call back.\n" + "Thanks 🙏");
            if (random.nextDouble() < 0.5) {
                reviews.add(Review.of(id, "anna@example.com", Decision.CHOSEN, List.of(right)));
                if (random.nextDouble() < 0.2) {
                    boolean same = random.nextDouble() < 0.85;
                    reviews.add(Review.of(id, "björn", Decision.CHOSEN, List.of(same ? right : near)));
                }
            }
        }
        Truth truth = Truth.of(reviews.iterator());
        Proposals run = large.build();
        HtmlReport report = HtmlReport.titled("Support tickets of November")
                .fact("Model", "gpt-4o-mini-2024-07-18")
                .fact("Tickets", Integer.toString(tickets))
                .fact("Calls", Integer.toString(tickets / 20))
                .fact("Cost", "1.24 USD")
                .figures(RunFigures.of(run))
                .evaluation(Evaluation.of(truth, run))
                .agreement(Agreement.of(truth, run), truth.disputed())
                .comparison(Comparison.of(truth)
                        .add("gpt-4o-mini, few-shot", run, OptionalDouble.of(0.124))
                        .add("all-minilm-l6-v2-q", small.build(), OptionalDouble.empty())
                        .build())
                .certified(new CertifiedPoint(
                        0.613, 0.574, "Certified: the finished set has at most 5 % wrong labels, at a risk of 5 %."))
                .drift(LabelDrift.between(before, now));
        return texts ? report.texts(words) : report;
    }

    private static int zipf(SplittableRandom random, int labels) {
        double u = random.nextDouble();
        return Math.min(labels - 1, (int) (Math.pow(labels + 1, u) - 1));
    }
}
