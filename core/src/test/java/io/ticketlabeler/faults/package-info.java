/**
 * What the library does when a provider misbehaves, over real HTTP, as a user calls it: the rows of the fault matrix (R1 to R10,
 * R22), the bars that follow from them, and controls that show the checks failing for models that break the rules.
 */
@NullMarked
package io.ticketlabeler.faults;

import org.jspecify.annotations.NullMarked;
