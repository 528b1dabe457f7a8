package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.contract.LabelCacheContract;

/** The contract, kept by a real PostgreSQL. */
class PostgresLabelCacheTest extends LabelCacheContract {

    private final String url = TestPostgres.newSchema();

    @Override
    protected LabelCache cache() {
        return JdbcLabelCache.of(TestPostgres.at(url)).withTexts();
    }

    @Override
    protected LabelCache sameStore(LabelCache cache) {
        return JdbcLabelCache.of(TestPostgres.at(url));
    }

    @Override
    protected boolean keepsLedger() {
        return true;
    }
}
