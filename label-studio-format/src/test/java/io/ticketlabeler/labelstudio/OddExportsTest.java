package io.ticketlabeler.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.review.Review;
import io.ticketlabeler.review.Reviews;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Files that are damaged, or odd in ways that nobody has thought of. */
class OddExportsTest {

    private static final LabelSet LABELS = LabelSet.of("Bug", "Billing");
    private static final String SECRET = "Sekret";

    private static List<Review> read(byte[] export) {
        List<Review> all = new ArrayList<>();
        try (Reviews reviews = LabelStudioReviews.of(LABELS).read(new ByteArrayInputStream(export))) {
            reviews.forEachRemaining(all::add);
        }
        return all;
    }

    private static byte[] file(String name) {
        try (InputStream in = OddExportsTest.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.replaceAll("\\bt([0-9])\\b", SECRET + "$1").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Property(tries = 400)
    void damagedFilesAreReadOrRefusedInOurWords(
            @ForAll("names") String name,
            @ForAll @IntRange(max = 100_000) int place,
            @ForAll byte instead,
            @ForAll boolean cut) {
        byte[] export = file(name);
        int at = place % export.length;
        byte[] damaged = cut ? java.util.Arrays.copyOf(export, at) : export.clone();
        if (!cut) {
            damaged[at] = instead;
        }

        try {
            assertThat(read(damaged)).hasSizeLessThanOrEqualTo(12);
        } catch (TicketLabelerException e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                assertThat(String.valueOf(t.getMessage())).doesNotContain(SECRET);
            }
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("export.json", "export-min.json", "export.csv", "export.tsv");
    }

    @Property(tries = 400)
    void valuesOfAnyTypeAnywhereDoNotStopTheReader(
            @ForAll("values") @Nullable Object annotations,
            @ForAll("values") @Nullable Object drafts,
            @ForAll("values") @Nullable Object predictions,
            @ForAll("values") @Nullable Object ticketId) {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("ticket_id", ticketId);
        Map<String, @Nullable Object> task = new HashMap<>();
        task.put("id", 7);
        task.put("data", data);
        task.put("annotations", annotations);
        task.put("drafts", drafts);
        task.put("predictions", predictions);
        String json = JsonText.of(List.of(task, Map.of("data", Map.of("ticket_id", "last"), "annotations", List.of())));

        List<Review> reviews = read(json.getBytes(StandardCharsets.UTF_8));

        assertThat(reviews.get(reviews.size() - 1).ticketId()).isEqualTo("last");
    }

    @Provide
    Arbitrary<@Nullable Object> values() {
        Arbitrary<@Nullable Object> leaf = Arbitraries.<@Nullable Object>of(
                null, true, 3, -1.5, "", "Bug", "prediction", "2026-11-24", Long.MAX_VALUE, List.of(), Map.of());
        return Arbitraries.recursive(
                () -> leaf,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(list -> list),
                        Arbitraries.maps(
                                        Arbitraries.of(
                                                "result",
                                                "choices",
                                                "value",
                                                "from_name",
                                                "was_cancelled",
                                                "completed_by",
                                                "prediction",
                                                "parent_prediction",
                                                "id",
                                                "user",
                                                "email",
                                                "lead_time",
                                                "updated_at",
                                                "score"),
                                        inner)
                                .ofMaxSize(6)
                                .map(map -> map)),
                0,
                4);
    }
}
