/** Tests of the sinks and of the pieces they are made of. */
@NullMarked
package io.ticketlabeler.export;

import org.jspecify.annotations.NullMarked;
