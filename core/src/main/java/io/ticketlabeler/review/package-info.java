/**
 * What people decided about proposals: read back from a review tool by the format modules, compared and counted here.
 *
 * <p>A review is a fact; whether it counts, and what follows from many, is decided elsewhere.
 */
@NullMarked
package io.ticketlabeler.review;

import org.jspecify.annotations.NullMarked;
