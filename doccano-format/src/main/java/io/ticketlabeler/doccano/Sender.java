package io.ticketlabeler.doccano;

import java.util.Map;

/** Brings rows into a project. For one thread. */
interface Sender {

    /** How many rows travel together at most. */
    int most();

    /**
     * Before the first rows.
     *
     * @throws DoccanoException if nothing can be sent, whatever it is
     */
    void check();

    /**
     * Brings them there.
     *
     * @return empty if all went well; else tickets and what went wrong with them, in one line without their texts
     * @throws DoccanoException if it is not known ticket by ticket
     */
    Map<String, String> send(Chunk chunk, InFlight inFlight);
}
