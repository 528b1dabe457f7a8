/** Small tools of the library itself; nothing here is for users. */
@NullMarked
package io.ticketlabeler.internal;

import org.jspecify.annotations.NullMarked;
