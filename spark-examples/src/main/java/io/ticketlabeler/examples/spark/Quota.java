package io.ticketlabeler.examples.spark;

import java.util.Locale;
import java.util.Set;

/**
 * How long a job takes at a provider's quota, what it costs, and whether the quota or the cluster is the limit. Arithmetic only:
 *
 * <pre>{@code
 * java -cp ticketlabeler-spark-job.jar io.ticketlabeler.examples.spark.Quota --tickets 10000000 --rpm 30000 --tpm 150000000
 * }</pre>
 *
 * @param tickets        of the job, all different
 * @param perCall        tickets a call
 * @param inputTokens    of a ticket, its share of the prompt included
 * @param outputTokens   of a ticket
 * @param rpm            requests a minute that the provider allows
 * @param tpm            tokens a minute that the provider allows
 * @param seconds        that a call takes
 * @param callsAtOnce    of one executor ({@code concurrency} of the labeler)
 * @param ticketsPerCore that one core of an executor can put through in a second
 * @param usdInput       US dollars for a million input tokens
 * @param usdOutput      US dollars for a million output tokens
 */
record Quota(
        long tickets,
        int perCall,
        double inputTokens,
        double outputTokens,
        double rpm,
        double tpm,
        double seconds,
        int callsAtOnce,
        double ticketsPerCore,
        double usdInput,
        double usdOutput) {

    private static final Set<String> OPTIONS = Set.of(
            "tickets",
            "per-call",
            "input",
            "output",
            "rpm",
            "tpm",
            "seconds",
            "at-once",
            "per-core",
            "usd-input",
            "usd-output");

    public static void main(String[] arguments) {
        System.out.println(of(arguments));
    }

    static Quota of(String... arguments) {
        JobOptions options = JobOptions.of(arguments, OPTIONS);
        return new Quota(
                Long.parseLong(options.get("tickets", "10000000")),
                Integer.parseInt(options.get("per-call", "20")),
                number(options, "input", "300"),
                number(options, "output", "12"),
                number(options, "rpm", "10000"),
                number(options, "tpm", "10000000"),
                number(options, "seconds", "2"),
                Integer.parseInt(options.get("at-once", "64")),
                number(options, "per-core", "50000"),
                number(options, "usd-input", "0.15"),
                number(options, "usd-output", "0.60"));
    }

    private static double number(JobOptions options, String name, String otherwise) {
        return Double.parseDouble(options.get(name, otherwise));
    }

    /** Rounded up. */
    long calls() {
        return (tickets + perCall - 1) / perCall;
    }

    /** The longer one of both limits. */
    double hours() {
        return Math.max(hoursByRequests(), hoursByTokens());
    }

    double hoursByRequests() {
        return calls() / rpm / 60;
    }

    double hoursByTokens() {
        return tickets * (inputTokens + outputTokens) / tpm / 60;
    }

    double usd() {
        return tickets * (inputTokens * usdInput + outputTokens * usdOutput) / 1e6;
    }

    /** Calls that have to be in the air to use the quota up. */
    double inTheAir() {
        return calls() / (hours() * 3_600) * seconds;
    }

    /** Executors that keep so many calls in the air. */
    long executors() {
        return Math.max(1, (long) Math.ceil(inTheAir() / callsAtOnce));
    }

    /** Cores that are busy with everything but waiting. */
    double cores() {
        return tickets / (hours() * 3_600) / ticketsPerCore;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d tickets, %,d calls: %.1f h by the quota (%s), %,.0f USD; %,.0f calls in the air, so %d executor%s of %d calls, busy with"
                        + " %.2f cores. %s",
                tickets,
                calls(),
                hours(),
                hoursByTokens() >= hoursByRequests() ? "tokens a minute" : "requests a minute",
                usd(),
                inTheAir(),
                executors(),
                executors() == 1 ? "" : "s",
                callsAtOnce,
                cores(),
                executors() == 1 && cores() < 1
                        ? "The quota is the limit: one machine uses it up, a cluster is no faster."
                        : "The quota is the limit once there are as many executors; more are no faster.");
    }
}
