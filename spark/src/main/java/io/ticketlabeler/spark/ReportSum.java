package io.ticketlabeler.spark;

import io.ticketlabeler.RunReport;
import org.apache.spark.util.AccumulatorV2;

/** Adds up what tasks report. Used as Spark uses accumulators: on an executor by one task, on the driver by one thread at a time. */
final class ReportSum extends AccumulatorV2<RunReport, RunReport> {

    private static final long serialVersionUID = 1;

    private volatile RunReport sum;

    ReportSum() {
        this(RunReport.NOTHING);
    }

    private ReportSum(RunReport sum) {
        this.sum = sum;
    }

    @Override
    public boolean isZero() {
        return sum.tickets() == 0 && sum.calls() == 0;
    }

    @Override
    public ReportSum copy() {
        return new ReportSum(sum);
    }

    @Override
    public void reset() {
        sum = RunReport.NOTHING;
    }

    @Override
    public void add(RunReport more) {
        sum = sum.plus(more);
    }

    @Override
    public void merge(AccumulatorV2<RunReport, RunReport> other) {
        add(other.value());
    }

    @Override
    public RunReport value() {
        return sum;
    }
}
