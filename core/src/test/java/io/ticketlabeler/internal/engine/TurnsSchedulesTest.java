package io.ticketlabeler.internal.engine;

import static io.ticketlabeler.internal.engine.Schedules.check;
import static io.ticketlabeler.internal.engine.Schedules.share;

import io.ticketlabeler.internal.engine.Turns.Turn;
import io.ticketlabeler.run.SharedLimit;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** R21: calls that line up for a limit which others share: one asks at a time, each gets its turn, none takes two. */
@Tag("schedules")
class TurnsSchedulesTest {

    @Test
    void oneAsksAtATimeAndEachGetsItsTurn() throws Exception {
        Schedules.each(() -> {
            Room room = new Room();
            Turns turns = new Turns(room);
            share(room, turns);
            Schedules.Part call = () -> {
                check(turns.await(1, Gate.FOREVER, () -> true) == Turn.TAKEN, "no turn");
                turns.giveBack(1);
            };

            Schedules.together(call, call, () -> {
                check(turns.await(1, Gate.FOREVER, () -> false) == Turn.UNWANTED, "a turn for nobody");
            });

            check(room.taken == 0 && room.turns == 2, room.turns + " turns, " + room.taken + " not given back");
        });
    }

    /** For one call at once. */
    private static final class Room implements SharedLimit.Endpoint {

        private boolean asking;
        private int taken; // guarded by this
        private int turns; // guarded by this

        @Override
        public Duration take(long tokens) {
            check(!asking, "two ask at once");
            asking = true;
            Duration wait = takeNow();
            asking = false;
            return wait;
        }

        private synchronized Duration takeNow() {
            if (taken > 0) {
                return Duration.ofMillis(1);
            }
            taken++;
            turns++;
            return Duration.ZERO;
        }

        @Override
        public synchronized void giveBack(long tokens) {
            taken--;
        }

        @Override
        public void settle(long before, long used) {}

        @Override
        public void close(Duration wait) {}

        @Override
        public Duration closedFor() {
            return Duration.ZERO;
        }
    }
}
