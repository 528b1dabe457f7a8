/** A small command line for trying the library out. */
@NullMarked
package io.ticketlabeler.cli;

import org.jspecify.annotations.NullMarked;
