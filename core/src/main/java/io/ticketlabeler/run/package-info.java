/** What a run may spend, and what happens to its calls: values that the engine and those who watch it have in common. */
@NullMarked
package io.ticketlabeler.run;

import org.jspecify.annotations.NullMarked;
