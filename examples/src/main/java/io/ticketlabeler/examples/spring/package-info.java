/** Inside Spring Boot. */
@NullMarked
package io.ticketlabeler.examples.spring;

import org.jspecify.annotations.NullMarked;
