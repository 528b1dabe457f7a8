package io.ticketlabeler.read;

import java.util.List;

/** @param line at which it begins, from 1 */
record CsvRow(long line, List<String> cells) {}
