package io.ticketlabeler.jdbc;

/** {@link ManyProcessesTest} with ten thousand tickets. */
class ManyProcessesIT extends ManyProcessesTest {

    @Override
    int tickets() {
        return 10_000;
    }
}
