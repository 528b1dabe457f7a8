package io.ticketlabeler.cli;

import io.ticketlabeler.RunListener;
import io.ticketlabeler.RunReport;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Says how a run is going: a bar on a terminal, else a line every five seconds. */
final class Progress implements RunListener, AutoCloseable {

    private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(5);

    private final @Nullable ProgressBar bar;
    private long told = System.nanoTime();

    @SuppressWarnings("SystemConsoleNull") // compiled for Java 17; from 22 on a pipe merely gets the bar of a terminal
    Progress() {
        this.bar = System.console() == null
                ? null
                : new ProgressBarBuilder()
                        .setTaskName("tickets")
                        .setInitialMax(-1)
                        .build();
    }

    @Override
    public void progress(RunReport soFar) {
        if (bar != null) {
            bar.stepTo(soFar.tickets());
            bar.setExtraMessage(soFar.calls() + " calls");
            return;
        }
        long now = System.nanoTime();
        if (now - told > BETWEEN_LINES) {
            told = now;
            System.err.println(soFar);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
