package io.ticketlabeler.benchmarks;

import io.ticketlabeler.rules.RuleFile;
import io.ticketlabeler.rules.RuleReport;
import io.ticketlabeler.rules.Rules;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** A file of 1,000 made-up rules over 10,000 made-up tickets, on one thread: reading the file, and the report. */
public final class RulesOverTickets {

    private static final int RULES = 1_000;
    private static final int TICKETS = 10_000;
    private static final int WORDS = 5_000;
    private static final int LABELS = 77;
    private static final double NANOS = 1e9;

    private RulesOverTickets() {}

    /**
     * Prints the times.
     *
     * @param args optional: the share of regular expressions in percent (default 30), words a ticket (default 60)
     */
    public static void main(String[] args) throws IOException {
        int regexes = args.length > 0 ? Integer.parseInt(args[0]) : 30;
        int length = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        SplittableRandom random = new SplittableRandom(1);
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < TICKETS; i++) {
            String channel = random.nextInt(4) == 0 ? "phone" : "mail";
            String from = "user@d" + random.nextInt(500) + ".example";
            tickets.add(new Ticket("T" + i, text(random, length), Map.of("channel", channel, "from", from)));
        }
        Path file = Files.createTempFile("rules", ".yaml");
        Files.writeString(file, rules(random, regexes));

        long start = System.nanoTime();
        Rules rules = RuleFile.read(file);
        long read = System.nanoTime();
        RuleReport report = RuleReport.of(rules, tickets.iterator());
        long end = System.nanoTime();

        long chars =
                tickets.stream().mapToLong(ticket -> ticket.text().length()).sum();
        System.out.printf(
                Locale.ROOT,
                "%d rules (%d %% regular expressions) over %d tickets of %d characters: read %.2f s, voted and reported %.2f s; %d tickets with a vote, %d in conflict%n",
                rules.rules().size(),
                regexes,
                report.tickets(),
                chars / TICKETS,
                (read - start) / NANOS,
                (end - read) / NANOS,
                report.covered(),
                report.conflicted());
        Files.delete(file);
    }

    private static String text(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(i == 0 ? "" : i % 12 == 0 ? ".\n" : " ").append(word(random.nextInt(WORDS)));
        }
        return text.toString();
    }

    /** Pronounceable, three syllables. */
    private static String word(int number) {
        StringBuilder word = new StringBuilder();
        for (int rest = number, i = 0; i < 3; rest /= 20, i++) {
            word.append("bcdfgklmnprstvwzhjqx".charAt(rest % 20)).append("aeiou".charAt(rest % 5));
        }
        return word.toString();
    }

    private static String rules(SplittableRandom random, int regexes) {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < RULES; i++) {
            file.append("- name: rule ")
                    .append(i)
                    .append("\n  label: L")
                    .append(random.nextInt(LABELS))
                    .append("\n  ");
            String a = word(random.nextInt(WORDS));
            String b = word(random.nextInt(WORDS));
            if (random.nextInt(100) < regexes) {
                file.append(
                        switch (random.nextInt(3)) {
                            case 0 -> "regex: '\\b" + a + "\\w*\\s+" + b + "'";
                            case 1 -> "regex: '(" + a + "|" + b + ").*\\b(not|never|" + word(i) + ")\\b'";
                            default -> "regex: '\\b" + a.substring(0, 4) + "\\w+\\b'";
                        });
            } else if (i % 20 == 0) {
                file.append("field: channel\n  equals: [phone, ").append(a).append(']');
            } else if (i % 20 == 1) {
                file.append("sender: d").append(random.nextInt(500)).append(".example");
            } else {
                file.append("keywords: [")
                        .append(a)
                        .append(", ")
                        .append(b)
                        .append(", ")
                        .append(a, 0, 4)
                        .append("*, ");
                file.append(b)
                        .append(' ')
                        .append(a)
                        .append(", ")
                        .append(word(i))
                        .append(']');
            }
            file.append('\n');
        }
        return file.toString();
    }
}
