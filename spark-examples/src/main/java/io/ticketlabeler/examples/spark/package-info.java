/** Jobs for {@code spark-submit}; see the README of the module {@code spark}. */
@NullMarked
package io.ticketlabeler.examples.spark;

import org.jspecify.annotations.NullMarked;
