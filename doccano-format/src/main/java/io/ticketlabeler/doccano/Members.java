package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.ticketlabeler.internal.http.JsonHttp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who works in a project. */
final class Members {

    private static final String ADMIN = "project_admin";
    private static final String ANNOTATOR = "annotator";

    private final Api api;
    private final String project;

    Members(Api api, long project) {
        this.api = api;
        this.project = "/v1/projects/" + project;
    }

    /** Names by number. */
    Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (JsonNode member : api.get(project + "/members")) {
            names.put(member.path("user").asText(), member.path("username").asText());
        }
        return names;
    }

    /**
     * Signs a user in who only imports, so that a label of theirs is the machine's, and one of anybody else's a person's. The user is
     * made if there is none, and becomes an administrator of the project.
     */
    Api bot(String name, String password) {
        JsonHttp http = api.http();
        Api bot;
        try {
            bot = Api.signIn(http, name, password);
        } catch (DoccanoException e) {
            if (e.status() != 400) {
                throw e;
            }
            make(name, password);
            bot = Api.signIn(http, name, password);
        }
        ensure(name, ADMIN);
        return bot;
    }

    private void make(String name, String password) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("username", name);
        values.put("email", name.replaceAll("[^A-Za-z0-9.]", "-") + "@ticketlabeler.invalid"); // it may not be blank
        values.put("password1", password);
        values.put("password2", password);
        try {
            api.send("POST", "/v1/users/create", values);
        } catch (DoccanoException e) {
            throw new DoccanoException(
                    "the user " + name + " can neither sign in nor be made (" + e.detail()
                            + "); check the password, or let an administrator of doccano make the user",
                    e.status(),
                    e.detail(),
                    e.maybeDone());
        }
    }

    /** Makes these users annotators, unless they are members already; where the server has assignments, gives them documents. */
    void annotators(List<String> userNames) {
        if (userNames.isEmpty()) {
            return;
        }
        List<Long> members = new ArrayList<>();
        for (String name : userNames) {
            members.add(ensure(name, ANNOTATOR));
        }
        JsonNode first = api.get(project + "/examples?limit=1").path("results").path(0);
        if (first.has("assignments")) { // since 1.8.5; before, everybody sees all
            assign(members);
        }
    }

    private void assign(List<Long> members) {
        List<Map<String, Object>> workloads = new ArrayList<>();
        int part = 100 / members.size();
        for (int i = 0; i < members.size(); i++) {
            int weight = i == 0 ? 100 - part * (members.size() - 1) : part;
            workloads.add(Map.of("member_id", members.get(i), "weight", weight));
        }
        api.send(
                "POST",
                project + "/assignments/bulk_assign",
                Map.of("strategy_name", "weighted_sequential", "workloads", workloads));
    }

    /** The number of the membership. */
    private long ensure(String name, String role) {
        for (JsonNode member : api.get(project + "/members")) {
            if (member.path("username").asText().equals(name)) {
                return member.path("id").asLong();
            }
        }
        Map<String, Object> values = Map.of("user", user(name), "role", role(role));
        return api.send("POST", project + "/members", values).path("id").asLong();
    }

    private long user(String name) {
        for (JsonNode user : api.get("/v1/users")) {
            if (user.path("username").asText().equals(name)) {
                return user.path("id").asLong();
            }
        }
        throw new DoccanoException("doccano has no user \"" + name + "\"; make one there first");
    }

    private long role(String name) {
        for (JsonNode role : api.get("/v1/roles")) {
            if (role.path("name").asText().equals(name)) {
                return role.path("id").asLong();
            }
        }
        throw new DoccanoException("doccano has no role " + name + "; run its create_roles");
    }
}
