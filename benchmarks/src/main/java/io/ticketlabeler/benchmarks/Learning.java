package io.ticketlabeler.benchmarks;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.ticketlabeler.learned.Kind;
import io.ticketlabeler.learned.LearnedLabelModel;
import io.ticketlabeler.learned.LearnedTraining;
import io.ticketlabeler.model.Bound;
import io.ticketlabeler.model.Embeddings;
import io.ticketlabeler.model.Shortlist;
import io.ticketlabeler.prompt.Answer;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.TextEmbedder;
import io.ticketlabeler.read.TicketFiles;
import io.ticketlabeler.read.TicketReader;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How good the learned model is on real tickets, and how many of them it keeps in a cascade:
 * {@code java -cp benchmarks/target/benchmarks.jar io.ticketlabeler.benchmarks.Learning FOLDER [SEEDS]}; the folder holds
 * {@code banking77.csv} and {@code corefx-issues.csv}. Exit code 1 if a bar is missed.
 */
final class Learning {

    private static final String MINI_LM = "all-minilm-l6-v2-q";
    private static final int CALL = 64;
    private static final int SHUFFLES = 20;
    private static final double ACCURACY = 0.92;
    private static final double RISK = 0.05;

    private final TextEmbedder embedder = remembering(Embeddings.of(new AllMiniLmL6V2QuantizedEmbeddingModel()));
    private final Table table = new Table();

    private Learning() {}

    public static void main(String[] args) {
        System.setProperty("OPT_OUT_TRACKING", "true");
        Learning learning = new Learning();
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        boolean met = learning.run(Path.of(args[0]), seeds);
        System.exit(met ? 0 : 1);
    }

    /** Each text is embedded once: draws share most of their texts. */
    private static TextEmbedder remembering(TextEmbedder embedder) {
        Map<String, float[]> known = new ConcurrentHashMap<>();
        return texts -> {
            List<String> fresh = texts.stream()
                    .distinct()
                    .filter(text -> !known.containsKey(text))
                    .toList();
            List<float[]> vectors = embedder.embed(fresh);
            for (int i = 0; i < fresh.size(); i++) {
                known.put(fresh.get(i), vectors.get(i));
            }
            return texts.stream()
                    .map(text -> Objects.requireNonNull(known.get(text)))
                    .toList();
        };
    }

    private record Draw(List<Example> reviewed, List<Example> rest) {}

    private static List<Example> read(Path file) {
        List<Example> all = new ArrayList<>();
        try (TicketReader reader = TicketFiles.read(file)) {
            while (reader.hasNext()) {
                Ticket ticket = reader.next();
                all.add(Example.of(
                        ticket.text(), Objects.requireNonNull(ticket.fields().get("label"))));
            }
        }
        return all;
    }

    private static Draw draw(List<Example> all, int each, long seed) {
        List<Example> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        Map<String, Integer> taken = new HashMap<>();
        Draw draw = new Draw(new ArrayList<>(), new ArrayList<>());
        for (Example example : shuffled) {
            int now = taken.merge(example.labels().get(0), 1, Integer::sum);
            (now <= each ? draw.reviewed() : draw.rest()).add(example);
        }
        return draw;
    }

    private LearnedTraining training(boolean vectors) {
        return vectors ? LearnedTraining.start().vectors(embedder, MINI_LM) : LearnedTraining.start();
    }

    private static List<Answer> answers(LearnedLabelModel model, List<Example> tickets) {
        LabelSet labels = labels(tickets);
        List<Answer> answers = new ArrayList<>();
        for (int from = 0; from < tickets.size(); from += CALL) {
            List<TicketText> call = new ArrayList<>();
            for (int i = from; i < Math.min(tickets.size(), from + CALL); i++) {
                call.add(new TicketText("t" + i, tickets.get(i).text()));
            }
            answers.addAll(model.label(labels, call).reply().answers().values());
        }
        return answers;
    }

    private static boolean isRight(Answer answer, Example truth) {
        return answer.labels().get(0).name().equals(truth.labels().get(0));
    }

    private static double accuracy(LearnedLabelModel model, List<Example> rest) {
        List<Answer> answers = answers(model, rest);
        int right = 0;
        for (int i = 0; i < rest.size(); i++) {
            right += isRight(answers.get(i), rest.get(i)) ? 1 : 0;
        }
        return (double) right / rest.size();
    }

    private boolean run(Path folder, int seeds) {
        List<Example> bank = read(folder.resolve("banking77.csv"));
        List<Example> issues = read(folder.resolve("corefx-issues.csv"));
        time(bank);
        for (long seed = 1; seed <= seeds; seed++) {
            bank(draw(bank, 10, seed));
            issues(draw(issues, 20, seed));
        }
        shuffled("banking77", bank);
        shuffled("corefx", issues);
        return table.rows().stream().allMatch(Table.Row::ok);
    }

    /** All 2,000 tickets reviewed, vectors known: what training itself takes. */
    private void time(List<Example> all) {
        embedder.embed(all.stream().map(Example::text).toList());
        long began = System.nanoTime();
        double worked = Java.cpuOfThisOne();
        training(true).train(all);
        table.atMost("time", all.size() + " reviews, 77 labels, s", (System.nanoTime() - began) / 1e9, 30);
        System.out.println(Table.format("seconds of processor: %.1f", Java.cpuOfThisOne() - worked));
    }

    private void bank(Draw draw) {
        table.atLeast("banking77", "words only", accuracy(training(false).train(draw.reviewed()), draw.rest()), 0.60);
        LearnedLabelModel model = training(true).train(draw.reviewed());
        System.out.println(model.name());
        table.atLeast("banking77", "with MiniLM", accuracy(model, draw.rest()), 0.79);
        Bound bound = Bound.of(model.heldOut(), ACCURACY, RISK);
        System.out.println(bound);
        shortlists(model, draw);
        Kept kept = kept(model, bound, draw.rest());
        table.atLeast("banking77", "kept, no language model needed", kept.share(), 0.55);
        table.atLeast("banking77", "right among the kept", kept.accuracy(), ACCURACY);
    }

    /** How often the right one of 77 labels is on the list that the learned model picks. */
    private static void shortlists(LearnedLabelModel model, Draw draw) {
        LabelSet labels = labels(draw.reviewed());
        List<String> texts = draw.reviewed().stream().map(Example::text).toList();
        for (int size : new int[] {3, 5, 10, 15}) {
            Shortlist shortlist = Shortlist.of(model, labels, texts, size);
            System.out.println(
                    shortlist + ", " + shortlist.lists() + " lists: right one on it " + shortlist.recall(draw.rest()));
        }
    }

    private static LabelSet labels(List<Example> tickets) {
        return LabelSet.of(tickets.stream()
                .flatMap(ticket -> ticket.labels().stream())
                .distinct()
                .toArray(String[]::new));
    }

    private void issues(Draw draw) {
        LearnedLabelModel chosen = training(true).train(draw.reviewed());
        System.out.println(chosen.name() + " " + chosen.accuracies());
        double best = 0;
        for (Kind kind : Kind.values()) {
            double single = accuracy(training(true).only(kind).train(draw.reviewed()), draw.rest());
            System.out.println(Table.format("%s %.3f", kind, single));
            best = Math.max(best, single);
        }
        table.atLeast("corefx", "chosen - best single choice", accuracy(chosen, draw.rest()) - best, -0.02);
        Bound bound = Bound.of(chosen.heldOut(), ACCURACY, RISK);
        Kept kept = kept(chosen, bound, draw.rest());
        System.out.println(Table.format("%s; kept %.3f, right %.3f", bound, kept.share(), kept.accuracy()));
    }

    private record Kept(int tickets, int kept, int right) {
        double share() {
            return (double) kept / tickets;
        }

        double accuracy() {
            return (double) right / kept;
        }
    }

    private static Kept kept(LearnedLabelModel model, Bound bound, List<Example> rest) {
        List<Answer> answers = answers(model, rest);
        int kept = 0;
        int right = 0;
        for (int i = 0; i < rest.size(); i++) {
            boolean keeps = bound.keeps(answers.get(i).labels());
            kept += keeps ? 1 : 0;
            right += keeps && isRight(answers.get(i), rest.get(i)) ? 1 : 0;
        }
        return new Kept(rest.size(), kept, right);
    }

    /** Labels dealt out anew: there is nothing to know. */
    private void shuffled(String name, List<Example> all) {
        int nothing = 0;
        for (long seed = 1; seed <= SHUFFLES; seed++) {
            Draw draw = draw(all, 10, seed);
            List<List<String>> labels = new ArrayList<>(
                    draw.reviewed().stream().map(Example::labels).toList());
            Collections.shuffle(labels, new Random(seed));
            List<Example> nonsense = new ArrayList<>();
            for (int i = 0; i < labels.size(); i++) {
                nonsense.add(new Example(draw.reviewed().get(i).text(), labels.get(i)));
            }
            LearnedLabelModel model = training(true).train(nonsense);
            Kept kept = kept(model, Bound.of(model.heldOut(), ACCURACY, RISK), draw.rest());
            nothing += kept.kept() == 0 ? 1 : 0;
        }
        table.atLeast(name, "shuffled labels: seeds that keep nothing", nothing, 18);
    }
}
