package io.ticketlabeler.jdbc;

import io.ticketlabeler.run.Budget;
import io.ticketlabeler.run.SharedBudget;
import java.sql.PreparedStatement;

/** A job's budget in the database: what is spent, with what is in the air. Thread-safe. */
final class BudgetTable implements SharedBudget {

    private final Connections connections;
    private final String job;
    private final Budget limits;

    /** Makes the job's row; one that is there goes on. */
    BudgetTable(Connections connections, String job, Budget limits) {
        this.connections = connections;
        this.job = job;
        this.limits = limits;
        connections.retried(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into ticketlabeler_budget(job, tokens, usd) values(?, 0, 0)"
                            + " on conflict(job) do nothing")) {
                insert.setString(1, job);
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public boolean take(long tokens, double usd) {
        return add(
                tokens,
                usd,
                limits.tokens().orElse(Long.MAX_VALUE) - tokens,
                limits.usd().orElse(Double.MAX_VALUE) - usd);
    }

    @Override
    public void correct(long tokens, double usd) {
        boolean unused = add(tokens, usd, Long.MAX_VALUE, Double.MAX_VALUE);
    }

    private boolean add(long tokens, double usd, long mostTokensBefore, double mostUsdBefore) {
        return connections.retried(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update ticketlabeler_budget set tokens = tokens + ?, usd = usd + ? where job = ? and tokens <= ? and usd <= ?")) {
                update.setLong(1, tokens);
                update.setDouble(2, usd);
                update.setString(3, job);
                update.setLong(4, mostTokensBefore);
                update.setDouble(5, mostUsdBefore);
                return update.executeUpdate() > 0;
            }
        });
    }

    @Override
    public Budget limits() {
        return limits;
    }
}
