package io.ticketlabeler.benchmarks;

import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Made-up tickets about 77 made-up concerns, the same for the same seed; as long as those that people write to a bank. */
final class Corpus {

    private static final List<String> TOPICS = List.of(
            "card",
            "transfer",
            "refund",
            "top_up",
            "account",
            "login",
            "delivery",
            "device",
            "contract",
            "discount",
            "statement");
    private static final List<String> CONCERNS = List.of(
            "not_received",
            "wrong_amount",
            "still_pending",
            "cancel_request",
            "declined_abroad",
            "charged_twice",
            "change_details");
    private static final List<String> OPENINGS = List.of(
            "Hello,", "Hi there,", "Good morning,", "", "", "", "Please help:", "Hallöchen,", "Urgent!", "Dear team,");
    private static final List<String> STORIES = List.of(
            "why is my %s %s since %s?",
            "my %s is %s, and I have been waiting since %s",
            "the %s is %s, can you look at it before %s",
            "I see a %s that is %s from %s, what can I do",
            "%s %s again on %s");
    private static final List<String> DAYS = List.of(
            "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "yesterday", "last week", "the 3rd of May", "noon");

    private static final double COPIES = 0.1;

    private Corpus() {}

    /** A ticket and what is right for it. */
    record Sample(String id, String text, String label) {
        Ticket ticket() {
            return Ticket.of(id, text);
        }
    }

    /** 77 names such as {@code transfer_still_pending}. */
    static List<String> labels() {
        return TOPICS.stream()
                .flatMap(topic -> CONCERNS.stream().map(concern -> topic + "_" + concern))
                .toList();
    }

    /** Tickets of which a tenth are exact copies of earlier ones, under ids of their own. */
    static List<Sample> tickets(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<Integer> copies = new HashSet<>();
        while (copies.size() < (int) (count * COPIES)) {
            copies.add(1 + random.nextInt(count - 1));
        }
        List<Sample> tickets = new ArrayList<>(count);
        List<Sample> originals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (copies.contains(i)) {
                Sample before = originals.get(random.nextInt(originals.size()));
                tickets.add(new Sample("T-" + i, before.text(), before.label()));
            } else {
                Sample fresh = sample(i, random);
                originals.add(fresh);
                tickets.add(fresh);
            }
        }
        return tickets;
    }

    /** How many of so many tickets have a text of their own. */
    static int distinct(int count) {
        return count - (int) (count * COPIES);
    }

    /** So many tickets, made one by one; a tenth are copies of the ticket nine before. */
    static Iterator<Ticket> stream(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] last = new String[10];
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public Ticket next() {
                int i = next++;
                String before = last[(i + 1) % last.length];
                String text = i % 10 == 9 && before != null
                        ? before
                        : sample(i, random).text();
                last[i % last.length] = text;
                return Ticket.of("T-" + i, text);
            }
        };
    }

    private static Sample sample(int number, SplittableRandom random) {
        String topic = one(TOPICS, random);
        String concern = one(CONCERNS, random);
        String story = String.format(
                one(STORIES, random), topic.replace('_', ' '), concern.replace('_', ' '), one(DAYS, random));
        // the number makes the text the only one of its kind
        String text = (one(OPENINGS, random) + " " + story + " (no. " + number + ")").strip();
        return new Sample("T-" + number, text, topic + "_" + concern);
    }

    private static String one(List<String> some, SplittableRandom random) {
        return some.get(random.nextInt(some.size()));
    }

    /** Writes {@code tickets.csv}, {@code labels.json} and, for the server, {@code answers.csv}. */
    static void write(Path folder, List<Sample> tickets) throws IOException {
        Files.createDirectories(folder);
        try (Writer csv = Files.newBufferedWriter(folder.resolve("tickets.csv"));
                Writer answers = Files.newBufferedWriter(folder.resolve("answers.csv"))) {
            csv.write("id,text\n");
            answers.write("text,label\n");
            for (Sample each : tickets) {
                csv.write(each.id() + "," + quoted(each.text()) + "\n");
                answers.write(quoted(each.text()) + "," + each.label() + "\n");
            }
        }
        List<Map<String, String>> labels =
                labels().stream().map(name -> Map.of("name", name)).toList();
        Files.writeString(folder.resolve("labels.json"), JsonText.of(labels));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
