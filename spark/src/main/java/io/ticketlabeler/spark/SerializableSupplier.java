package io.ticketlabeler.spark;

import java.io.Serializable;
import java.util.function.Supplier;

/**
 * Makes something on an executor. What it refers to travels there, so it refers to settings and never to a key: keys are read by
 * {@link System#getenv(String)} when it runs.
 *
 * <p><b>If you write your own</b>: a lambda will do. It is called on executors, by the first task that needs the result, and again when
 * that was closed because nobody used it; never by two threads at once for one labeler.
 */
@FunctionalInterface
public interface SerializableSupplier<T> extends Supplier<T>, Serializable {}
