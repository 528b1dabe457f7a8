/** One way of reading JSON for the whole library: strict about what it accepts, bounded in what it takes. */
@NullMarked
package io.ticketlabeler.internal.json;

import org.jspecify.annotations.NullMarked;
