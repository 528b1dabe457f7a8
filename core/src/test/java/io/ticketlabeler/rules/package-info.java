/** Tests of labelling rules, votes and their report; Snorkel and crowd-kit are asked by the scripts in {@code core/src/test/python}. */
@NullMarked
package io.ticketlabeler.rules;

import org.jspecify.annotations.NullMarked;
