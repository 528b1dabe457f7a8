/** Tests of the Label Studio files. */
@NullMarked
package io.ticketlabeler.labelstudio;

import org.jspecify.annotations.NullMarked;
