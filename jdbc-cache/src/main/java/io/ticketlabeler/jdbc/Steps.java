package io.ticketlabeler.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to be done with a connection. */
interface Steps<T> {
    T on(Connection connection) throws SQLException;
}
