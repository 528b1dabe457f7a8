package io.ticketlabeler.spark;

import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/** What a task does. Plans show the name of this class and nothing of what it holds. */
final class LabelPartition implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    private final ExecutorLabeler labeler;
    private final Columns columns;
    private final ReportSum finished;
    private final ReportSum lost;

    /**
     * @param finished counts what tasks do
     * @param lost     counts what attempts do that fail or are killed
     */
    LabelPartition(ExecutorLabeler labeler, Columns columns, ReportSum finished, ReportSum lost) {
        this.labeler = labeler;
        this.columns = columns;
        this.finished = finished;
        this.lost = lost;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new LabeledRows(labeler, columns, rows, finished, lost);
    }
}
