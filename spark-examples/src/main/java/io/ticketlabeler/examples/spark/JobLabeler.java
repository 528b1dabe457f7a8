package io.ticketlabeler.examples.spark;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.jdbc.JdbcLabelCache;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.read.LabelFile;
import io.ticketlabeler.spark.ExecutorLabeler;
import io.ticketlabeler.ticket.LabelSet;
import java.nio.file.Path;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** The labeler of both jobs: OpenAI's protocol, a cache and a limit in PostgreSQL, keys from the environment of the executors. */
final class JobLabeler {

    static final Set<String> OPTIONS = Set.of(
            "tickets",
            "id",
            "text",
            "labels",
            "out",
            "model",
            "base-url",
            "key-variable",
            "database",
            "rpm",
            "checkpoint");

    private JobLabeler() {}

    /** Says how executors make it; what is captured here travels, so there are settings and no keys. */
    static ExecutorLabeler of(JobOptions options) {
        LabelSet labels = LabelFile.read(Path.of(options.need("labels")));
        String model = options.get("model", "gpt-4o-mini");
        String url = options.get("base-url", "https://api.openai.com/v1");
        String key = options.get("key-variable", "OPENAI_API_KEY");
        String database = options.need("database");
        long perMinute = Long.parseLong(options.get("rpm", "3000"));
        return ExecutorLabeler.of(resources -> {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(database);
            String password = System.getenv("TICKETLABELER_PG_PASSWORD");
            if (password != null) {
                source.setPassword(password);
            }
            JdbcLabelCache cache = resources.add(JdbcLabelCache.of(source));
            return TicketLabeler.builder()
                    .labels(labels)
                    .model(OpenAi.chat(model).baseUrl(url).apiKey(() -> System.getenv(key)))
                    .cache(cache)
                    .requestsPerMinute(perMinute)
                    .sharedLimit(cache.sharedLimit())
                    .build();
        });
    }
}
