/** HTTP to model providers: whole-answer deadline, HTTP/1.1, and every status and header kept, those of failures too. */
@NullMarked
package io.ticketlabeler.internal.http;

import org.jspecify.annotations.NullMarked;
