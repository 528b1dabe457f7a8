package io.ticketlabeler.internal.similarity;

/**
 * How opinions become an answer.
 *
 * @param blend       which opinions count
 * @param temperature how far a score must be ahead to be called sure: that much ahead is e times as likely
 * @param reach       for multiple choice, how far behind the best score a label may be and is still proposed
 */
record Rule(Blend blend, double temperature, double reach) {

    // best likelihood without examples was at 0.04 to 0.08 on three data sets with MiniLM, BGE and E5 alike
    private static final double USUAL_TEMPERATURE = 0.05;
    private static final double USUAL_REACH = 0.05;

    static final Rule WITHOUT_EXAMPLES = new Rule(Blend.DESCRIPTIONS_ONLY, USUAL_TEMPERATURE, USUAL_REACH);

    /** With too few examples to measure anything but the blend: unsure. */
    static Rule fewExamples(Blend blend) {
        return new Rule(blend, 2 * USUAL_TEMPERATURE, USUAL_REACH);
    }
}
