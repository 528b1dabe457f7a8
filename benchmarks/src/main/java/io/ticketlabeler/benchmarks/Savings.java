package io.ticketlabeler.benchmarks;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.learned.LearnedTraining;
import io.ticketlabeler.model.Embeddings;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.review.Certificate;
import io.ticketlabeler.review.Certification;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Proposals;
import io.ticketlabeler.review.Review;
import io.ticketlabeler.review.ReviewPlan;
import io.ticketlabeler.review.ReviewPlanner;
import io.ticketlabeler.ticket.Labeled;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * How much of people's work a certificate saves on proposals of a real model, beside the published procedure for the same promise:
 * {@code java -cp benchmarks/target/benchmarks.jar io.ticketlabeler.benchmarks.Savings FOLDER NAME PER_LABEL}. A model learns from so many
 * tickets a label, labels the rest, and both procedures are drawn 2,000 times.
 *
 * <p>The published procedure is PAC labelling with a betting confidence interval: 500 reviews drawn at random, and the largest threshold
 * below which, by a one-sided bound of the mean, at most eps of all tickets are wrong and unseen.
 *
 * @see <a href="https://arxiv.org/abs/2506.10908">Candès, Ilyas and Zrnic 2025</a>
 * @see <a href="https://arxiv.org/abs/2010.09686">Waudby-Smith and Ramdas 2020, the bound</a>
 */
final class Savings {

    private static final double EPS = 0.05;
    private static final double ALPHA = 0.05;
    private static final int DRAWS = 2_000;
    private static final int PUBLISHED_REVIEWS = 500;
    private static final double MOST_OF_A_STAKE = 0.75;

    private final Proposals proposals;
    private final BitSet wrong = new BitSet();
    private final Map<String, String> truth;

    private Savings(Proposals proposals, Map<String, String> truth) {
        this.proposals = proposals;
        this.truth = truth;
        for (int ticket = 0; ticket < proposals.size(); ticket++) {
            wrong.set(ticket, !proposals.labels(ticket).equals(List.of(right(ticket))));
        }
    }

    private String right(int ticket) {
        return String.valueOf(truth.get(proposals.id(ticket)));
    }

    public static void main(String[] args) {
        Labelled data = Labelled.read(Path.of(args[0]), args[1]);
        Savings savings = new Savings(label(data, Integer.parseInt(args[2])), data.truth());
        int tickets = savings.proposals.size();
        System.out.println(tickets + " tickets, " + savings.wrong.cardinality() + " wrong proposals; eps " + EPS
                + ", alpha " + ALPHA + ", " + DRAWS + " draws");
        Table table = new Table();
        Result published = savings.many("published, 500 reviews", savings::published);
        for (int reviews : new int[] {150, 300, 500}) {
            if (reviews < tickets / 2) {
                savings.many("ours, " + reviews + " reviews", seed -> savings.ours(seed, plan -> plan.sample(reviews)));
            }
        }
        Result ours = savings.many("ours, as the plan chooses", seed -> savings.ours(seed, plan -> plan));
        table.atLeast(
                args[1], "saved as the plan chooses / by the published one", ours.saved() / published.saved(), 1.08);
        System.exit(table.rows().stream().allMatch(Table.Row::ok) ? 0 : 1);
    }

    /** The rest of the data, by a model that learnt from some of each label. */
    private static Proposals label(Labelled data, int each) {
        List<Ticket> shuffled = new ArrayList<>(data.tickets());
        Collections.shuffle(shuffled, new Random(1));
        Map<String, Integer> taken = new HashMap<>();
        List<Example> known = new ArrayList<>();
        List<Ticket> rest = new ArrayList<>();
        for (Ticket ticket : shuffled) {
            String label = data.right(ticket.id());
            if (taken.merge(label, 1, Integer::sum) <= each) {
                known.add(Example.of(ticket.text(), label));
            } else {
                rest.add(ticket);
            }
        }
        LabelModel model = LearnedTraining.start()
                .vectors(Embeddings.of(Labelled.miniLm()), "all-minilm-l6-v2-q")
                .train(known);
        System.out.println(model.name() + " from " + known.size() + " tickets");
        Proposals.Builder builder = Proposals.builder().labelNames(data.labels().names());
        try (TicketLabeler labeler =
                TicketLabeler.builder().labels(data.labels()).model(model).build()) {
            for (Outcome outcome : labeler.label(rest)) {
                Labeled labeled = (Labeled) outcome;
                builder.add(
                        outcome.ticketId(),
                        List.of(labeled.labels().get(0).name()),
                        labeled.labels().get(0).confidence());
            }
        }
        return builder.build();
    }

    private interface Procedure {
        BitSet unseen(int seed);
    }

    private record Result(double saved) {}

    private Result many(String name, Procedure procedure) {
        double saved = 0;
        int broken = 0;
        for (int seed = 1; seed <= DRAWS; seed++) {
            BitSet unseen = procedure.unseen(seed);
            saved += (double) unseen.cardinality() / proposals.size();
            unseen.and(wrong);
            broken += unseen.cardinality() > EPS * proposals.size() ? 1 : 0;
        }
        System.out.println(String.format(
                Locale.ROOT,
                "%-24s saved %.1f %%, promise broken in %.1f %%",
                name,
                100 * saved / DRAWS,
                100.0 * broken / DRAWS));
        return new Result(saved / DRAWS);
    }

    private BitSet ours(int seed, UnaryOperator<ReviewPlanner> choice) {
        ReviewPlan plan =
                choice.apply(ReviewPlan.forDataset(EPS, ALPHA).seed(seed)).of(proposals);
        List<Review> answers = plan.sample(proposals).ids().stream()
                .map(id -> Review.of(id, "people", Decision.CHOSEN, List.of(String.valueOf(truth.get(id)))))
                .toList();
        Certification said =
                Certificate.certify(plan, proposals, plan.sample(proposals).reviews(answers.iterator()));
        if (!(said instanceof Certificate certificate)) {
            return new BitSet();
        }
        BitSet unseen = certificate.accepted(plan, proposals);
        plan.sample(proposals)
                .ids()
                .forEach(id -> unseen.clear(proposals.indexOf(id).orElseThrow()));
        return unseen;
    }

    private BitSet published(int seed) {
        Random random = new Random(seed);
        int[] drawn = IntStream.generate(() -> random.nextInt(proposals.size()))
                .limit(PUBLISHED_REVIEWS)
                .toArray();
        Integer[] order = IntStream.range(0, proposals.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer ticket) -> -proposals.confidence(ticket).orElse(0)))
                .toArray(Integer[]::new);
        int[] place = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
        }
        int[] errors = Arrays.stream(drawn)
                .filter(wrong::get)
                .map(ticket -> place[ticket])
                .distinct()
                .sorted()
                .toArray();
        int allowed = 0; // the first place that is not accepted
        for (int step = 0; step <= errors.length; step++) {
            int end = step < errors.length ? errors[step] : order.length;
            int threshold = end;
            if (!isProved(drawn, place, threshold)) {
                break;
            }
            allowed = end;
        }
        BitSet unseen = new BitSet();
        for (int i = 0; i < allowed; i++) {
            unseen.set(order[i]);
        }
        Arrays.stream(drawn).forEach(unseen::clear);
        return unseen;
    }

    /** Bets that the mean of "wrong and before the threshold" is eps or more, and wins if the capital grows to 1 / alpha. */
    private boolean isProved(int[] drawn, int[] place, int threshold) {
        double capital = 1;
        double most = 1;
        double sum = 0.5;
        double squares = 0.25;
        for (int t = 1; t <= drawn.length; t++) {
            double x = wrong.get(drawn[t - 1]) && place[drawn[t - 1]] < threshold ? 1 : 0;
            double variance = squares / t;
            double stake = Math.min(
                    Math.sqrt(2 * Math.log(1 / ALPHA) / (drawn.length * variance)), MOST_OF_A_STAKE / (1 - EPS));
            capital *= 1 + stake * (EPS - x);
            most = Math.max(most, capital);
            sum += x;
            double mean = sum / (t + 1);
            squares += (x - mean) * (x - mean);
        }
        return most >= 1 / ALPHA;
    }
}
