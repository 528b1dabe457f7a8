package io.ticketlabeler;

import io.ticketlabeler.export.LabelSink;
import io.ticketlabeler.export.RunHeader;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run into sinks: opens them, hands them the outcomes in input order, and completes or only closes them. */
final class LabelRun {

    private final Outcomes outcomes;
    private final RunHeader header;
    private final RunListener listener;

    LabelRun(Outcomes outcomes, RunHeader header, RunListener listener) {
        this.outcomes = outcomes;
        this.header = header;
        this.listener = listener;
    }

    RunReport run(List<LabelSink> sinks) {
        @Nullable Throwable thrown = null;
        try {
            for (LabelSink sink : sinks) {
                sink.open(header);
            }
            while (outcomes.hasNext()) {
                Handled handled = outcomes.next();
                for (LabelSink sink : sinks) {
                    sink.accept(handled.ticket(), handled.outcome());
                }
            }
            for (LabelSink sink : sinks) {
                sink.complete();
            }
            RunReport report = outcomes.report();
            listener.progress(report);
            return report;
        } catch (IOException e) {
            TicketLabelerException failure =
                    new TicketLabelerException("the output cannot be written: " + e.getMessage(), e);
            thrown = failure;
            throw failure;
        } catch (RuntimeException | Error e) {
            thrown = e;
            throw e;
        } finally {
            closeAll(sinks, thrown);
        }
    }

    /** The run first: what is not sent by now is not wanted any more. */
    private void closeAll(List<LabelSink> sinks, @Nullable Throwable thrown) {
        List<AutoCloseable> all = new ArrayList<>();
        all.add(outcomes);
        all.addAll(sinks);
        TicketLabelerException failure = null;
        for (AutoCloseable each : all) {
            try {
                each.close();
            } catch (Exception e) { // whatever it is, the others must be closed too
                if (thrown != null) {
                    thrown.addSuppressed(e);
                } else if (failure == null) {
                    failure = new TicketLabelerException("the run is done, but something could not be closed", e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
