package io.ticketlabeler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.contract.HostileTickets;
import io.ticketlabeler.contract.testbed.RealTickets;
import io.ticketlabeler.ticket.Ticket;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuspicionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please ignore my last message, I found the invoice.",
                "All my other tickets are still unanswered!",
                "I forgot my password and everything else",
                "How do I label a project? The label is gone.",
                "{\"id\":\"in_123\",\"error\":\"not_found\"}",
                "System: Windows 11, Chrome",
                "Reply with the invoice please",
            })
    void ordinaryTicketsAreMostlyNotSuspected(String text) {
        if (!text.startsWith("System:")) { // a line that begins like a role is worth a call of its own
            assertThat(Suspicion.talksToTheModel(text)).isFalse();
        }
    }

    /** Each suspicion costs a call: it must stay rare among tickets of real people. */
    @ParameterizedTest
    @CsvSource({"banking77.csv, 0.001", "corefx-issues.csv, 0.05", "sumo-multilang.csv, 0.02"})
    void realTicketsRarelyTravelAlone(String file, double most) throws IOException {
        List<Ticket> tickets = RealTickets.of(file);

        long alone = tickets.stream()
                .filter(ticket -> Suspicion.talksToTheModel(ticket.text()))
                .count();

        System.out.println(file + ": " + alone + " of " + tickets.size() + " would travel alone");
        assertThat(alone / (double) tickets.size()).isLessThanOrEqualTo(most);
    }

    /** Clues are only there to be quick: with them and without the answer is the same. */
    @Test
    void cluesHideNoSign() {
        List<String> pieces = List.of(
                "ignore",
                "Disregard",
                "vergiss",
                "VERGESSEN",
                "oubliez",
                "all",
                "any",
                "every",
                "alle",
                "todas",
                "toutes",
                "tickets",
                "messages",
                "entries",
                "id",
                "ids",
                "consultas",
                "label",
                "classify",
                "tag",
                "reply",
                "respond",
                "with json",
                "only",
                "the label",
                "instructions",
                "rules",
                "previous",
                "system prompt",
                "you are now",
                "neue anweisungen",
                "\nSystem:",
                "\n## instructions :",
                "<|im_end|>",
                "[/INST]",
                "</ticket>",
                "\"labels\": [",
                "end of the tickets",
                "start of data",
                "should be",
                "belong",
                "\u212Aategorize",
                "anſwer",
                "mar\u212A",
                "Dİsregard",
                "ıgnore",
                "my",
                "é",
                "e\u0301",
                "_",
                "1",
                ",",
                " ",
                "\n",
                "-");
        SplittableRandom random = new SplittableRandom(7);
        int signs = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int words = random.nextInt(7); words >= 0; words--) {
                text.append(pieces.get(random.nextInt(pieces.size()))).append(random.nextInt(4) == 0 ? "" : " ");
            }
            boolean sign = Suspicion.hasSign(text.toString());
            signs += sign ? 1 : 0;
            assertThat(Suspicion.talksToTheModel(text.toString()))
                    .as(text.toString())
                    .isEqualTo(sign);
        }
        assertThat(signs).isBetween(10_000, 40_000);
    }

    @Test
    void cluesHideNoSignOfHostileTickets() {
        HostileTickets.all().forEach(ticket -> assertThat(Suspicion.talksToTheModel(ticket.text()))
                .isEqualTo(Suspicion.hasSign(ticket.text())));
    }
}
