/**
 * Where outcomes go: the {@link io.ticketlabeler.export.LabelSink} seam, and CSV and JSON Lines files.
 *
 * <p>Files appear whole or not at all, in input order, and are written as a stream.
 */
@NullMarked
package io.ticketlabeler.export;

import org.jspecify.annotations.NullMarked;
