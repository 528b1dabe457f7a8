/**
 * One HTML file that tells a whole project: what was done and what it cost, how good it is, what to look at next. Opens anywhere, loads
 * nothing, runs no script; every chart has its numbers as text beside it.
 */
@NullMarked
package io.ticketlabeler.report;

import org.jspecify.annotations.NullMarked;
