/** What the readers of reviews in the format modules share. None for users. */
@NullMarked
package io.ticketlabeler.internal.reading;

import org.jspecify.annotations.NullMarked;
