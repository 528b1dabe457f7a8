package io.ticketlabeler.internal.engine;

import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.model.LabelModel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Engines for tests that look inside. */
final class Engines {

    private Engines() {}

    static Engine of(LabelModel model, LabelCache cache) {
        return new Engine(new EngineSettings(
                List.of(model),
                List.of(),
                Before.NOTHING,
                cache,
                0,
                0,
                4,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMillis(50),
                Duration.ofMinutes(15),
                new Random(7),
                Clock.systemUTC(),
                System::nanoTime,
                event -> {}));
    }
}
