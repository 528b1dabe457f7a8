package io.ticketlabeler.cli;

import io.ticketlabeler.doccano.DoccanoClient;
import io.ticketlabeler.doccano.ProjectOptions;

/** doccano, as the options of the command line name it. */
final class DoccanoProjects {

    private DoccanoProjects() {}

    static DoccanoClient client(String url, boolean allowHttp) {
        DoccanoClient client = DoccanoClient.at(Tool.address("--url", url));
        return allowHttp ? client.allowInsecure() : client;
    }

    /** @param project number, or name */
    static ProjectOptions project(String project) {
        return Tool.isNumber(project) ? ProjectOptions.ofId(Long.parseLong(project)) : ProjectOptions.named(project);
    }
}
