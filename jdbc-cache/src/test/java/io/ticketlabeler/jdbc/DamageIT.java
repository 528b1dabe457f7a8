package io.ticketlabeler.jdbc;

/** {@link DamageTest} with a thousand flipped bits, and a cut at every byte of the last 4 KiB. */
class DamageIT extends DamageTest {

    @Override
    int flips() {
        return 1_000;
    }

    @Override
    int cuts() {
        return 4_096;
    }
}
