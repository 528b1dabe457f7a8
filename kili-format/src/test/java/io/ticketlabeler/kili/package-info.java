/** Tests of the files for Kili, and of what comes back. */
@NullMarked
package io.ticketlabeler.kili;

import org.jspecify.annotations.NullMarked;
