package io.ticketlabeler.spark;

import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.ticket.LabelSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tickets of which the right label is known, by the number in their text. */
final class Tickets {

    static final LabelSet LABELS = LabelSet.of("Billing", "Bug", "Question");

    private Tickets() {}

    static String id(int number) {
        return "T" + number;
    }

    static String text(int number) {
        return "№ " + number + ": Größe „falsch“, bitte um Rückruf 😀";
    }

    static String right(int number) {
        return LABELS.names().get(number % LABELS.names().size());
    }

    static String right(String text) {
        return right(Integer.parseInt(text.substring(2, text.indexOf(':'))));
    }

    /** {@code T0}, {@code T1}, … with columns {@code id} and {@code text}. */
    static Dataset<Row> some(int count, int partitions) {
        List<Object[]> rows = IntStream.range(0, count)
                .mapToObj(number -> new Object[] {id(number), text(number)})
                .toList();
        return LocalSpark.rows(List.of("id", "text"), rows, partitions);
    }

    static StubProvider provider() {
        return StubProvider.labelling(Tickets::right);
    }
}
