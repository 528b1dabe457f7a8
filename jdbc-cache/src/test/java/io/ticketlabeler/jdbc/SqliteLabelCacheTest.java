package io.ticketlabeler.jdbc;

import io.ticketlabeler.cache.LabelCache;
import io.ticketlabeler.contract.LabelCacheContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by a file. */
class SqliteLabelCacheTest extends LabelCacheContract {

    @TempDir
    private Path folder;

    @Override
    protected LabelCache cache() {
        return SqliteLabelCache.open(folder.resolve("labels.db")).withTexts();
    }

    @Override
    protected LabelCache sameStore(LabelCache cache) {
        return SqliteLabelCache.open(folder.resolve("labels.db"));
    }

    @Override
    protected boolean keepsLedger() {
        return true;
    }
}
