package io.ticketlabeler.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.contract.ScriptedModel;
import io.ticketlabeler.labelstudio.LabelStudioBackend;
import io.ticketlabeler.labelstudio.LabelStudioConfig;
import io.ticketlabeler.ticket.LabelSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class LabelStudioControllerTest {

    private static final LabelSet LABELS = LabelSet.of("Bug", "Billing");

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(LabelStudioController.class)
    static class Application {

        @Bean
        TicketLabeler labeler() {
            return TicketLabeler.builder()
                    .labels(LABELS)
                    .model(ScriptedModel.answering(text -> "Billing"))
                    .build();
        }

        @Bean
        LabelStudioBackend backend(TicketLabeler labeler) {
            return LabelStudioBackend.builder(labeler).basicAuth("ls", "secret").build();
        }
    }

    @Test
    void springBootAnswersLabelStudio() throws Exception {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(
                Map.of("server.port", "0", "server.address", "127.0.0.1", "spring.main.banner-mode", "off"));
        application.setRegisterShutdownHook(false);
        try (ConfigurableApplicationContext context = application.run()) {
            int port = ((ServletWebServerApplicationContext) context)
                    .getWebServer()
                    .getPort();
            URI base = URI.create("http://127.0.0.1:" + port + "/label-studio/");
            String task = "{\"tasks\":[{\"id\":1,\"data\":{\"text\":\"wrong total\"}}],\"label_config\":\""
                    + LabelStudioConfig.xml(LABELS).replace("\"", "\\\"").replace("\n", "\\n") + "\"}";

            HttpResponse<String> predicted =
                    send(authorized(base.resolve("predict")).POST(BodyPublishers.ofString(task)));

            assertThat(send(authorized(base.resolve("health"))).body()).contains("UP");
            assertThat(send(HttpRequest.newBuilder(base.resolve("health"))).statusCode())
                    .isEqualTo(401);
            assertThat(predicted.statusCode()).isEqualTo(200);
            assertThat(predicted.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(predicted.body()).contains("{\"choices\":[\"Billing\"]}");
        }
    }

    private static HttpRequest.Builder authorized(URI uri) {
        String pair = Base64.getEncoder().encodeToString("ls:secret".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Basic " + pair)
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
