package io.ticketlabeler.doccano;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InFlightTest {

    private static final String PROJECT = "http://localhost:8000/projects/1";

    @TempDir
    Path directory = Path.of("");

    @Test
    void whatWasSentIsNotedUntilItIsKnownWhatBecameOfIt() {
        InFlight push = new InFlight(directory, PROJECT);
        push.begin(List.of("1", "2"));
        push.task("t");

        assertThat(new InFlight(directory, PROJECT).left()).isEqualTo(new InFlight.Left("t", Set.of("1", "2")));
        assertThat(new InFlight(directory, "http://localhost:8000/projects/2").left())
                .isEqualTo(new InFlight.Left("", Set.of()));
        push.done(List.of("1"));
        push.end();
        assertThat(directory.resolve(".doccano-push.json")).exists();
        push.done(List.of("2"));
        push.end();
        assertThat(directory.resolve(".doccano-push.json")).doesNotExist();
    }

    /** Killed twice: what the first push left is not forgotten when the second one sends something else. */
    @Test
    void whatAnEarlierPushLeftStaysNotedWhileThisOneSends() {
        new InFlight(directory, PROJECT).begin(List.of("1", "2"));

        InFlight second = new InFlight(directory, PROJECT);
        second.left();
        second.done(List.of("1"));
        second.begin(List.of("3"));

        assertThat(new InFlight(directory, PROJECT).left().tickets()).containsExactlyInAnyOrder("2", "3");
    }
}
