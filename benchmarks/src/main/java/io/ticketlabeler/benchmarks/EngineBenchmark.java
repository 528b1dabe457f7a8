package io.ticketlabeler.benchmarks;

import io.ticketlabeler.RunReport;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.ticket.Ticket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Whole runs with a model that answers at once: tickets a second, without the reading and writing of files. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {

    private static final int TICKETS = 10_000;

    /** Whether every ticket is new to the engine, or all are known to its cache in memory. */
    @Param({"asked", "known"})
    public String tickets = "asked";

    private TicketLabeler labeler = labeler();
    private List<Ticket> known = MadeUp.tickets(TICKETS, 0);

    private static TicketLabeler labeler() {
        return TicketLabeler.builder()
                .labels(MadeUp.labels())
                .model(new InstantModel())
                .build();
    }

    /** An engine that knows nothing, or all. */
    @Setup(Level.Invocation)
    public void begin() {
        if (tickets.equals("asked")) {
            labeler.close();
            labeler = labeler();
        }
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        labeler.close();
        known = List.of();
    }

    @Benchmark
    @OperationsPerInvocation(TICKETS)
    public RunReport run() {
        return labeler.run(known);
    }
}
