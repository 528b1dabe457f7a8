/** One short program for each way of using the library. */
@NullMarked
package io.ticketlabeler.examples;

import org.jspecify.annotations.NullMarked;
