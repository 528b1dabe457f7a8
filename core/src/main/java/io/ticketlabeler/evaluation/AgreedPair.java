package io.ticketlabeler.evaluation;

import java.util.OptionalDouble;

/**
 * How often two gave the same answer about the same tickets. Kappa alone misleads where one label is very frequent, so the plain share
 * stands beside it.
 *
 * @param one       a person's name, or {@link Agreement#MODEL}
 * @param other     another one
 * @param tickets   that both answered; at least 1
 * @param observed  share with exactly the same labels
 * @param byChance  share that would agree if both kept their habits and nothing else
 * @param kappa     Cohen's: 1 always, 0 no more than by chance, below 0 less; empty when both gave one and the same answer throughout
 */
public record AgreedPair(
        String one, String other, long tickets, Rate observed, double byChance, OptionalDouble kappa) {}
