package io.ticketlabeler.examples.spark;

import io.ticketlabeler.ticket.Label;
import io.ticketlabeler.ticket.LabelSet;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** A label set that the driver has read, on its way to executors. */
record TravellingLabels(
        List<String> names, List<String> descriptions, Map<String, String> aliases, boolean multiple, boolean none)
        implements Serializable {

    private static final long serialVersionUID = 1;

    static TravellingLabels of(LabelSet labels) {
        return new TravellingLabels(
                labels.names(),
                labels.labels().stream().map(Label::description).toList(),
                Map.copyOf(labels.aliases()),
                labels.isMultiple(),
                labels.allowsNone());
    }

    LabelSet arrived() {
        LabelSet.Builder builder = LabelSet.builder();
        for (int i = 0; i < names.size(); i++) {
            builder.add(names.get(i), descriptions.get(i));
        }
        aliases.forEach(builder::alias);
        if (multiple) {
            builder.multiple();
        }
        return (none ? builder.allowNone() : builder).build();
    }
}
