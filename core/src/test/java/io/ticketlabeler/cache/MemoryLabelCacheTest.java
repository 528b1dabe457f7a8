package io.ticketlabeler.cache;

import io.ticketlabeler.contract.LabelCacheContract;

class MemoryLabelCacheTest extends LabelCacheContract {

    @Override
    protected LabelCache cache() {
        return MemoryLabelCache.create();
    }
}
