package io.ticketlabeler.rules;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;

/** The only class that touches the YAML library, which is optional. */
final class Yaml {

    /** What users who have not got it are to add. */
    static final String ARTIFACT = "com.fasterxml.jackson.dataformat:jackson-dataformat-yaml";

    private static final YAMLFactory FACTORY = YAMLFactory.builder().build();

    private Yaml() {}

    static JsonParser parser(Reader reader) throws IOException {
        return FACTORY.createParser(reader);
    }

    /** Whether the value stands for one at another place, which this reader would take for its name. */
    static boolean isAlias(JsonParser parser) throws IOException {
        return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    }
}
