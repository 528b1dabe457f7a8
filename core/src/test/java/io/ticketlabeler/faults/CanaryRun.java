package io.ticketlabeler.faults;

import dev.langchain4j.model.openai.OpenAiChatModel;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.Request;
import io.ticketlabeler.contract.Response;
import io.ticketlabeler.contract.StubProvider;
import io.ticketlabeler.model.ChatLabelModel;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.ticket.Failed;
import io.ticketlabeler.ticket.LabelSet;
import io.ticketlabeler.ticket.Outcome;
import io.ticketlabeler.ticket.Ticket;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/**
 * What runs in the JVM of {@link CanaryTest}: a provider that fails in all ways and quotes tickets and key whenever it can. Prints
 * whatever the library lets out.
 */
final class CanaryRun {

    private static final String KEY = "sk-canary-7Hq2vX9pLmT4";

    /** The key, then what customers write. */
    static final List<String> CANARIES = List.of(
            KEY,
            "erika.mustermann@example.org",
            "+49 171 5550199",
            "DE89370400440532013000",
            "4111 1111 1111 1111",
            "192.0.2.177",
            "Erika Mustermann",
            "Heidestraße 17, 51147 Köln",
            "Geburtsdatum 12.08.1964",
            "SVNR 65 120864 M 001",
            "L01X00T47",
            "078-05-1120",
            "Passwort: geheim123",
            "https://example.org/reset?token=a1b2c3",
            "Kundennummer 88-7766-55",
            "2001:db8::ff00:42:8329",
            "K-MU 1964",
            "BIC COBADEFFXXX",
            "Diagnose F32.1",
            "@erika_m64",
            "0x71C7656EC7ab88b098defB751B7401B5f6d8976F");

    private static final LabelSet LABELS = LabelSet.of("Billing", "Bug");

    private CanaryRun() {}

    public static void main(String[] what) {
        printJavaUtilLogging();
        LoggerFactory.getLogger(CanaryRun.class).trace("the log is on");
        if (what[0].equals("logging")) {
            runWithALoggingModel();
        } else {
            runThroughAllFaults();
            runWithAWrongKey();
        }
    }

    private static List<Ticket> tickets() {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 1; i < CANARIES.size(); i++) {
            tickets.add(Ticket.of("T" + i, "Guten Tag, " + CANARIES.get(i) + " – bitte helfen."));
        }
        return tickets;
    }

    private static void runThroughAllFaults() {
        AtomicInteger requests = new AtomicInteger();
        try (StubProvider provider = StubProvider.answering(request -> response(request, requests.getAndIncrement()))) {
            LabelModel model = Trial.model(provider).apiKey(() -> KEY).deadline(Duration.ofMillis(500));
            run(model, 3);
        }
    }

    private static void runWithAWrongKey() {
        try (StubProvider provider = StubProvider.answering(request -> quoting(401, "invalid_api_key", request))) {
            run(Trial.model(provider).apiKey(() -> KEY), 3);
        }
        System.out.println("no key at all:");
        run(OpenAi.chat("gpt-4o-mini").apiKey(() -> " "), 3);
    }

    private static void runWithALoggingModel() {
        try (StubProvider provider = StubProvider.labelling(text -> "Bug")) {
            run(
                    ChatLabelModel.of(OpenAiChatModel.builder()
                            .baseUrl(provider.baseUrl())
                            .apiKey(KEY)
                            .modelName("gpt-4o-mini")
                            .logRequests(true)
                            .maxRetries(0)
                            .build()),
                    3);
        }
    }

    /** Each kind of fault in turn; some tickets are never answered. */
    private static Response response(Request request, int number) {
        String text = request.tickets().values().iterator().next();
        if (text.contains("Passwort")) {
            return quoting(400, "content_policy_violation", request);
        }
        if (text.contains("Diagnose")) {
            return Response.completion(request.labelled(ticket -> ticket)); // the ticket as a label
        }
        Response good = Response.completion(request.labelled(ticket -> "Bug"));
        return switch (number % 14) {
            case 0 -> quoting(500, "server_error", request);
            case 1 -> quoting(400, "invalid_value", request);
            case 2 -> quoting(429, "rate_limit_exceeded", request).retryAfterMillis(Duration.ofMillis(20));
            case 3 -> Response.of(502, "<html>" + text + request.headers().get("authorization"));
            case 4 -> Response.of(200, text);
            case 5 -> Response.completion("I read: " + text);
            case 6 -> good.resetInBody();
            case 7 -> good.hanging();
            case 8 -> Response.completion(request.labelled(ticket -> ticket.substring(12, 40)));
            case 9 -> Response.completion("", "content_filter").header("X-Ticket", "quoted by a gateway");
            case 10 -> Response.completion("{\"labels\":[{\"id\":\"" + text + "\",\"label\":\"Bug\"}]}");
            default -> good;
        };
    }

    private static Response quoting(int status, String code, Request request) {
        return Response.error(
                status,
                code,
                "Incorrect request: " + request.tickets() + " with "
                        + request.headers().get("authorization"));
    }

    private static void run(LabelModel model, int batch) {
        TicketLabeler.Builder settings = TicketLabeler.builder()
                .labels(LABELS)
                .model(model)
                .batchSize(batch)
                .concurrency(2)
                .random(new Random(1));
        System.out.println(model + " " + model.name() + " " + model.fingerprint() + " " + model.endpoint());
        try (Trial trial = Trial.of(settings)) {
            try {
                System.out.println(trial.run(tickets()));
            } catch (TicketLabelerException e) {
                e.printStackTrace(System.out);
            }
            for (Outcome outcome : trial.outcomes) {
                System.out.println(outcome);
                if (outcome instanceof Failed failed) {
                    System.out.println(failed.reason());
                    failed.cause().printStackTrace(System.out);
                }
            }
            System.out.println(trial.events);
            System.out.println(trial.ledger.dump());
        }
    }

    private static void printJavaUtilLogging() {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.ALL);
        root.addHandler(new Handler() {
            @Override
            public void publish(LogRecord line) {
                System.out.println(new SimpleFormatter().format(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        root.finest("java.util.logging is on");
    }
}
