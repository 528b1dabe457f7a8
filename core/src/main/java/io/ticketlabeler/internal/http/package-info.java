/**
 * HTTP to model providers ({@code CapturingHttp}) and to review tools ({@code JsonHttp}): whole-answer deadline, HTTP/1.1, and
 * every status and header kept, those of failures too.
 */
@NullMarked
package io.ticketlabeler.internal.http;

import org.jspecify.annotations.NullMarked;
