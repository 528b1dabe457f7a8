package io.ticketlabeler.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file that was understood: what it is, how to go through it, and how its records become tickets.
 *
 * @param records opens the file again, from its first record
 */
record Export<R>(
        TextFile file,
        TicketFormat format,
        String layout,
        Optional<Character> delimiter,
        Map<String, String> columns,
        ReadOptions.OnRepeatedId onRepeatedId,
        List<String> notes,
        Supplier<Records<R>> records,
        Shape<R> shape) {}
