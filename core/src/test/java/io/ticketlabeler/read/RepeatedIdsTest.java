package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketlabeler.read.ReadOptions.OnRepeatedId;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RepeatedIdsTest extends ReadingTest {

    private static final String CSV = "id,text\n1,a\n2,\"b\nb\"\n1,c\n3,d\n1,e\n";

    @Test
    void aRepeatedIdIsAnErrorThatNamesBothLines() {
        TicketFileException failure = failure(CSV);

        assertThat(failure.line()).isEqualTo(5);
        assertThat(failure.column()).isEqualTo(1);
        assertThat(failure).hasMessageContaining("\"1\"").hasMessageContaining("line 2");
    }

    @Test
    void theFirstCanBeKept() {
        Read read = read(
                CSV, ReadOptions.builder().onRepeatedId(OnRepeatedId.KEEP_FIRST).build());

        assertThat(read.texts()).containsExactly("a", "b\nb", "d");
        assertThat(read.report().repeated()).isEqualTo(2);
    }

    @Test
    void theLastCanBeKept() {
        Read read = read(
                CSV, ReadOptions.builder().onRepeatedId(OnRepeatedId.KEEP_LAST).build());

        assertThat(read.texts()).containsExactly("b\nb", "d", "e");
        assertThat(read.report().repeated()).isEqualTo(2);
    }

    @Test
    void keepingTheLastGoesTogetherWithBadAndEmptyRows() {
        ReadOptions options = ReadOptions.builder()
                .onRepeatedId(OnRepeatedId.KEEP_LAST)
                .onBadRow(ReadOptions.OnBadRow.SKIP)
                .build();
        Read read = read("id,text\n1,a\n1\n,x\n,\n1,\"b\"x\n2,c\n1,d\n2,e,f\n", options);

        assertThat(read.texts()).containsExactly("c", "d");
        assertThat(read.report().skippedCount()).isEqualTo(4);
        assertThat(read.report().leftOutCount()).isEqualTo(1);
    }

    @Test
    void linesOfJsonAreNamedToo() {
        TicketFileException failure = failure("[{\"id\":1,\"text\":\"a\"},\n{\"id\":\"1\",\"text\":\"b\"}]");

        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure).hasMessageContaining("line 1");
    }

    @Test
    void theIndexKnowsManyIdsAsAMapDoes() {
        IdIndex index = new IdIndex();
        Map<String, Long> map = new HashMap<>();
        Random random = new Random(7);
        for (long i = 0; i < 300_000; i++) {
            String id = "T-" + random.nextInt(200_000);
            if (i % 3 == 0) {
                index.put(id, i);
                map.put(id, i);
            } else {
                Long known = map.putIfAbsent(id, i);
                assertThat(index.putIfAbsent(id, i)).isEqualTo(known == null ? IdIndex.ABSENT : known);
            }
        }

        map.forEach((id, position) -> assertThat(index.get(id)).isEqualTo(position));
        assertThat(index.get("T-never")).isEqualTo(IdIndex.ABSENT);
    }

    @Test
    void theIndexHoldsThePositionsOfLargeFiles() {
        IdIndex index = new IdIndex();
        index.put("a", 4_294_967_293L);

        assertThat(index.get("a")).isEqualTo(4_294_967_293L);
        assertThatThrownBy(() -> index.put("b", 4_294_967_295L)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void ticketsInMemoryMayNotRepeatEither() {
        TicketReader reader = TicketReader.of(Ticket.of("1", "a"), Ticket.of("2", "b"), Ticket.of("1", "c"));
        reader.next();
        reader.next();

        assertThatThrownBy(reader::next)
                .isInstanceOf(TicketLabelerException.class)
                .hasMessageContaining("1 and 3");
    }

    @Test
    void ticketsInMemoryAreHandedOutInOrder() {
        Read read = all(TicketReader.of(Ticket.of("1", "a"), Ticket.of("2", "b")));

        assertThat(read.ids()).containsExactly("1", "2");
    }
}
