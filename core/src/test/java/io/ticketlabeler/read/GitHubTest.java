package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

/** Shapes after GitHub's REST, search and GraphQL APIs and {@code gh issue list --json}. */
class GitHubTest extends ReadingTest {

    private static final String ISSUE =
            """
            {"url":"https://api.github.com/repos/o/r/issues/1347","repository_url":"https://api.github.com/repos/o/r",
             "html_url":"https://github.com/o/r/issues/1347","id":1,"node_id":"MDU6SXNzdWUx","number":1347,"title":"Found a bug",
             "user":{"login":"octocat","id":1,"type":"User","site_admin":false},
             "labels":[{"id":208045946,"name":"bug","color":"f29513"},{"id":2,"name":"good first issue"}],
             "state":"open","assignee":null,"assignees":[{"login":"ann"}],"milestone":null,"comments":3,
             "author_association":"COLLABORATOR","body":"### Steps\\r\\n\\r\\n```java\\nList<String> a;\\n```\\n<details>more</details>"}""";

    @Test
    void issuesAreReadAndPullRequestsLeftOut() {
        Read read = read("[" + ISSUE + ","
                + ISSUE.replace("1347", "1348")
                        .replace(
                                "\"milestone\"",
                                "\"pull_request\":{\"url\":\"https://api.github.com/repos/o/r/pulls/1348\"},\"milestone\"")
                + "," + ISSUE.replace("1347", "1349").replaceAll("\"body\":\".*\"", "\"body\":null") + "]");

        assertThat(read.report().format()).isEqualTo(TicketFormat.GITHUB);
        assertThat(read.ids()).containsExactly("1347", "1349");
        assertThat(read.report().leftOut()).containsExactly(entry("pull request", 1L));
        assertThat(read.texts())
                .containsExactly(
                        "Found a bug\n\n### Steps\r\n\r\n```java\nList<String> a;\n```\n<details>more</details>",
                        "Found a bug");
        assertThat(read.tickets().get(0).fields())
                .containsEntry("labels", "bug;good first issue")
                .containsEntry("user.login", "octocat")
                .containsEntry("assignees", "ann")
                .containsEntry("comments", "3")
                .containsEntry("id", "1");
    }

    @Test
    void searchResultsAndPagedArraysAreRead() {
        assertThat(read("{\"total_count\":1,\"incomplete_results\":false,\"items\":[" + ISSUE + "]}")
                        .ids())
                .containsExactly("1347");
        assertThat(read("[" + ISSUE + "][" + ISSUE.replace("1347", "2") + "]").ids())
                .containsExactly("1347", "2");
        assertThat(read("[[" + ISSUE + "],[" + ISSUE.replace("1347", "2") + "]]")
                        .ids())
                .containsExactly("1347", "2");
    }

    @Test
    void graphQlNodesAreRead() {
        Read read = read(
                """
                {"data":{"repository":{"issues":{"totalCount":1,"nodes":[{"__typename":"Issue","number":5,"title":"T","bodyText":"b <x> c",
                  "url":"https://github.com/o/r/issues/5","labels":{"nodes":[{"name":"bug"}]},"author":{"login":"ann"},
                  "comments":{"nodes":[{"author":{"login":"bob"},"body":"why?"}]}}],"pageInfo":{"endCursor":"Y","hasNextPage":false}}}}}
                """);

        assertThat(read.report().format()).isEqualTo(TicketFormat.GITHUB);
        assertThat(read.only().text()).isEqualTo("T\n\nb <x> c");
        assertThat(read.only().fields())
                .containsEntry("labels", "bug")
                .containsEntry("author.login", "ann")
                .containsEntry("comments", "why?");
    }

    @Test
    void theCommandLinesJsonIsRead() {
        Read read = read(
                """
                [{"number":7,"title":"T","body":"<b>Markdown</b> as it is\\nline","labels":[{"id":"x","name":"ui","description":"","color":"fff"}],
                  "author":{"login":"ann"},"comments":[]}]
                """,
                format(TicketFormat.GITHUB));

        assertThat(read.only().id()).isEqualTo("7");
        assertThat(read.only().text()).isEqualTo("T\n\n<b>Markdown</b> as it is\nline");
        assertThat(read.only().fields()).containsEntry("labels", "ui");
    }
}
