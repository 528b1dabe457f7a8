package io.ticketlabeler.doccano;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One document of an export.
 *
 * @param values by name, {@code label} among them
 * @param member whose file it stands in; empty where all share one
 * @param place  for messages, e.g. {@code all.jsonl, row 7}
 */
record ExportRow(JsonNode values, String member, String place) {}
