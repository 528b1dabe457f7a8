package io.ticketlabeler.review;

/**
 * What to expect of one way to plan; a forecast, no promise.
 *
 * @param sampleSize      reviews of the audit sample
 * @param poolSize        tickets, the most confident ones, from which the sample is drawn and which may be accepted
 * @param acceptedUnseen  expected tickets that nobody has to read
 * @param humanWork       expected tickets that people read: the sample, and all that is not accepted
 * @param tickets         of the run
 */
public record PlanOption(int sampleSize, int poolSize, int acceptedUnseen, int humanWork, int tickets) {

    /** Expected share of the run that nobody has to read, 0 to 1. */
    public double savedShare() {
        return tickets == 0 ? 0 : (double) acceptedUnseen / tickets;
    }
}
