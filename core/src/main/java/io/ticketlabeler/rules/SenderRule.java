package io.ticketlabeler.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sender's mail address belongs to one of some domains. */
final class SenderRule extends BuiltInRule {

    private static final Pattern SENDER_FIELD = Pattern.compile(
            "from|sender|e?mail|requester|reporter|(sender|requester|reporter|contact|customer|user|from)e?mail(address)?");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");
    // what is behind the last @ of "Ann <ann@example.com>"; possessive, for the field is somebody else's text
    private static final Pattern DOMAIN = Pattern.compile("@([\\p{L}\\p{N}.-]++)");

    private final List<String> domains;

    SenderRule(String name, String label, List<String> domains) {
        super(name, label, true);
        this.domains = some(name, domains, "domain").stream()
                .map(domain -> checked(name, domain))
                .toList();
    }

    private static String checked(String rule, String domain) {
        String bare = domain.strip().toLowerCase(Locale.ROOT);
        if (bare.isEmpty() || !DOMAIN.matcher("@" + bare).matches() || bare.startsWith(".") || bare.endsWith(".")) {
            throw new IllegalArgumentException("rule \"" + rule + "\" has \"" + domain
                    + "\" for a domain; write what is behind the @ of a mail address, e.g. example.com");
        }
        return bare;
    }

    @Override
    boolean fires(Reading reading) {
        String sender = reading.senderDomain();
        return domains.stream().anyMatch(domain -> isIn(domain, sender));
    }

    private static boolean isIn(String domain, String sender) {
        return sender.endsWith(domain)
                && (sender.length() == domain.length() || sender.charAt(sender.length() - domain.length() - 1) == '.');
    }

    /** That of the first field that is the sender's and holds an address. */
    static Optional<String> domainOf(Map<String, String> fields) {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            String name =
                    NO_LETTER.matcher(field.getKey().toLowerCase(Locale.ROOT)).replaceAll("");
            if (SENDER_FIELD.matcher(name).matches()) {
                Optional<String> domain = lastDomain(field.getValue());
                if (domain.isPresent()) {
                    return domain;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> lastDomain(String value) {
        Matcher matcher = DOMAIN.matcher(value);
        Optional<String> last = Optional.empty();
        while (matcher.find()) {
            last = Optional.of(matcher.group(1).toLowerCase(Locale.ROOT));
        }
        return last.map(domain -> domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain);
    }

    @Override
    List<String> parameters() {
        List<String> all = new ArrayList<>(List.of("sender"));
        all.addAll(domains);
        return all;
    }
}
