package io.ticketlabeler.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.export.JsonText;
import io.ticketlabeler.export.WholeFile;
import io.ticketlabeler.internal.json.Json;
import io.ticketlabeler.ticket.TicketLabelerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Keeps a calibrator, e.g. {@code {"calibrator":1,"kind":"platt","reviews":150,"parameters":[0.61,0.2],"values":[]}}: one line of JSON,
 * without anything of the tickets.
 */
public final class CalibratorFile {

    private static final int VERSION = 1;

    private CalibratorFile() {}

    /** Writes it; the file appears whole or not at all. */
    public static void write(Path file, Calibrator calibrator) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("calibrator", VERSION);
        json.put("kind", calibrator.kind().name().toLowerCase(Locale.ROOT));
        json.put("reviews", calibrator.reviews());
        json.put("parameters", list(calibrator.first()));
        json.put("values", list(calibrator.second()));
        try (WholeFile whole = WholeFile.open(file)) {
            whole.writer().write(JsonText.of(json) + "\n");
            whole.complete();
        }
    }

    /**
     * Reads one that was written.
     *
     * @throws IOException if the file cannot be read
     * @throws TicketLabelerException if it is no calibrator, naming the file and what is wrong
     */
    public static Calibrator read(Path file) throws IOException {
        JsonNode json;
        try {
            json = Json.STRICT.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw wrong(file, "it is not JSON");
        }
        if (json.path("calibrator").asInt() != VERSION) {
            throw wrong(file, "\"calibrator\": " + VERSION + " is missing");
        }
        Calibrator.Kind kind = kind(file, json.path("kind").asText());
        double[] parameters = numbers(file, json, "parameters");
        double[] values = numbers(file, json, "values");
        boolean fits =
                switch (kind) {
                    case TEMPERATURE -> parameters.length == 1 && values.length == 0;
                    case PLATT -> parameters.length == 2 && values.length == 0;
                    case BETA -> parameters.length == 3 && values.length == 0;
                    case ISOTONIC ->
                        parameters.length > 0
                                && values.length == parameters.length
                                && rises(parameters, true)
                                && rises(values, false);
                };
        if (!fits) {
            throw wrong(file, "its numbers do not fit its kind");
        }
        return new Calibrator(kind, parameters, values, json.path("reviews").asInt());
    }

    private static boolean rises(double[] numbers, boolean strictly) {
        for (int i = 0; i < numbers.length; i++) {
            boolean within = numbers[i] >= 0 && numbers[i] <= 1;
            boolean order = i == 0 || (strictly ? numbers[i] > numbers[i - 1] : numbers[i] >= numbers[i - 1]);
            if (!within || !order) {
                return false;
            }
        }
        return true;
    }

    private static Calibrator.Kind kind(Path file, String name) {
        return Arrays.stream(Calibrator.Kind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> wrong(file, "its kind is not known; it may be of a newer version"));
    }

    private static double[] numbers(Path file, JsonNode json, String name) {
        JsonNode array = json.path(name);
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!array.get(i).isNumber()) {
                throw wrong(file, "\"" + name + "\" holds something that is not a number");
            }
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    private static List<Double> list(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private static TicketLabelerException wrong(Path file, String what) {
        return new TicketLabelerException(file + " is no calibrator: " + what + "; fit it again");
    }
}
