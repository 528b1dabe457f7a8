package io.ticketlabeler.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A field has one of some values. */
final class FieldRule extends BuiltInRule {

    private final String field;
    private final Set<String> values;
    private final List<String> parameters;

    FieldRule(String name, String label, String field, List<String> values) {
        super(name, label, true);
        if (field.isBlank()) {
            throw new IllegalArgumentException("rule \"" + name + "\" needs the name of a field");
        }
        this.field = Reading.fold(field);
        this.values = some(name, values, "value").stream().map(Reading::fold).collect(Collectors.toUnmodifiableSet());
        this.parameters = new ArrayList<>(List.of("field", this.field));
        this.values.stream().sorted().forEach(parameters::add);
    }

    @Override
    boolean fires(Reading reading) {
        return reading.field(field).filter(values::contains).isPresent();
    }

    @Override
    List<String> parameters() {
        return parameters;
    }
}
