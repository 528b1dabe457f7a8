package io.ticketlabeler.read;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * @param line   at which the object begins, from 1
 * @param column at which it begins, from 1
 */
record JsonRow(long line, long column, ObjectNode value) {

    /** A record without what surrounds it, see {@link JsonDesk#opened}. */
    static JsonRow of(long line, long column, ObjectNode value) {
        return new JsonRow(line, column, JsonDesk.opened(value));
    }
}
