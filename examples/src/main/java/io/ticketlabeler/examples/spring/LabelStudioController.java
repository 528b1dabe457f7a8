package io.ticketlabeler.examples.spring;

import io.ticketlabeler.labelstudio.LabelStudioBackend;
import io.ticketlabeler.serve.Request;
import io.ticketlabeler.serve.Response;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets Label Studio ask a Spring Boot application: connect {@code https://this-application/label-studio} there. */
@RestController
public class LabelStudioController {

    private final LabelStudioBackend backend;

    public LabelStudioController(LabelStudioBackend backend) {
        this.backend = backend;
    }

    @RequestMapping("/label-studio/{call}")
    ResponseEntity<byte[]> answer(
            HttpMethod method,
            @PathVariable("call") String call,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) byte @Nullable [] body) {
        byte[] sent = body == null ? new byte[0] : body;
        Response response = backend.handle(new Request(method.name(), call, headers.toSingleValueMap(), sent));
        HttpHeaders answered = new HttpHeaders();
        response.headers().forEach(answered::set);
        return ResponseEntity.status(response.status())
                .headers(answered)
                .body(response.body().getBytes(StandardCharsets.UTF_8));
    }
}
