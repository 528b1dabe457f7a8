/** Tests of the doccano files. */
@NullMarked
package io.ticketlabeler.doccano;

import org.jspecify.annotations.NullMarked;
