/**
 * What people decided teaches the next run: reviewed tickets become examples, and labelling again pays only for what is left.
 *
 * <p>{@code ReviewedExamples} go into a prompt ({@link io.ticketlabeler.prompt.PromptStrategies}) or an offline model; {@code Relabelling}
 * tells a run what it need not ask. Everything is immutable.
 */
@NullMarked
package io.ticketlabeler.teach;

import org.jspecify.annotations.NullMarked;
