package io.ticketlabeler.jdbc;

/** {@link KillTest} with a hundred kills of each store. */
class KillIT extends KillTest {

    @Override
    int kills() {
        return 100;
    }
}
