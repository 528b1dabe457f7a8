package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Lets the worker export a project. */
final class Exports {

    private final Api api;
    private final String download;

    Exports(Api api, long project) {
        this.api = api;
        this.download = "/v1/projects/" + project + "/download";
    }

    /**
     * A zip in the JSONL format.
     *
     * @param file      where it goes; replaced
     * @param confirmed only what people have confirmed
     */
    void to(Path file, boolean confirmed) {
        Worker worker = new Worker(api);
        worker.check();
        String task = api.send("POST", download, Map.of("format", "JSONL", "exportApproved", confirmed))
                .path("task_id")
                .asText();
        JsonNode error = worker.await(task).path("error");
        if (error.isObject()) {
            throw new DoccanoException("the export failed in doccano's worker: "
                    + Answers.quotable(error.path("text").asText("")));
        }
        api.download(download + "?taskId=" + task, file, "application/");
    }

    /** The same into a temporary file, readable by this user only. */
    Path toTemporary(boolean confirmed) throws IOException {
        Path file = Files.createTempFile("doccano", ".zip");
        try {
            to(file, confirmed);
            return file;
        } catch (RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }
}
