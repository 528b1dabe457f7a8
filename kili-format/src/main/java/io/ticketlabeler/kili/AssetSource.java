package io.ticketlabeler.kili;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.reading.ReadTicket;
import io.ticketlabeler.internal.reading.ReviewSource;
import io.ticketlabeler.review.Decision;
import io.ticketlabeler.review.Review;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** First the assets of an export, then the tickets of the run that it leaves out, because nobody has labelled them. For one thread. */
final class AssetSource implements ReviewSource {

    private final AssetRows assets;
    private final Judgement judgement;
    private final Map<String, RunRows.Known> run;
    private @Nullable Iterator<RunRows.Known> rest;

    /** @param run by external id; changed while reading; empty if it is not known */
    AssetSource(AssetRows assets, Judgement judgement, Map<String, RunRows.Known> run) {
        this.assets = assets;
        this.judgement = judgement;
        this.run = run;
    }

    @Override
    public @Nullable ReadTicket next() throws IOException {
        if (rest == null) {
            JsonNode asset = assets.next();
            if (asset != null) {
                return read(asset);
            }
            rest = run.values().iterator();
        }
        return rest.hasNext() ? leftOut(rest.next()) : null;
    }

    private ReadTicket read(JsonNode asset) {
        String externalId = asset.path("externalId").asText("");
        if (externalId.isBlank()) {
            return left(assets.place() + ": an asset without external id");
        }
        RunRows.Known known = run.remove(externalId);
        if (known != null) {
            return judgement.of(asset, known.ticketId(), known);
        }
        Optional<String> ticketId = ExternalIds.ticketId(externalId);
        return ticketId.isPresent()
                ? judgement.of(asset, ticketId.get(), null)
                : left("asset " + externalId
                        + " has a shortened name, whose ticket only the run knows; give the run, too; it");
    }

    private static ReadTicket left(String what) {
        return new ReadTicket("", null, null, List.of(), List.of(what + " was left out"));
    }

    private static ReadTicket leftOut(RunRows.Known known) {
        Review open = Review.of(known.ticketId(), "", Decision.NOT_REVIEWED, List.of())
                .proposed(known.labels(), known.confidence());
        return new ReadTicket("", known.ticketId(), null, List.of(open), List.of());
    }

    @Override
    public void close() throws IOException {
        run.clear();
        assets.close();
    }
}
