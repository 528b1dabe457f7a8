/**
 * The one engine under everything: one ticket, a stream, a run of a million. It keys, caches, batches, sends, checks and repeats;
 * no other place does any of that.
 */
@NullMarked
package io.ticketlabeler.internal.engine;

import org.jspecify.annotations.NullMarked;
