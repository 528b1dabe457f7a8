package io.ticketlabeler.read;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/** HTML to text: a line for each block and break, list items with a dash, preformatted text as it is, no scripts and styles. */
final class HtmlText {

    private static final Pattern TAG = Pattern.compile(
            "<(/?)(!doctype|[a-z][a-z0-9]*(?::[a-z0-9]+)?)(?=[\\s/>])[^<>]*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENTITY = Pattern.compile("&(?:[a-zA-Z]{2,8}|#\\d{1,7}|#x[0-9a-fA-F]{1,6});");
    private static final Pattern CODE = Pattern.compile("```|(?m)^[ \\t]*+~~~|`[^`\\n<]*+<[^`\\n]*+`");
    private static final Set<String> BLOCKS = Set.of(
            ("address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
                            + "header hr html li main nav ol p pre section table tbody tfoot thead tr ul title legend")
                    .split(" "));
    private static final Set<String> INLINE = Set.of(
            ("!doctype a abbr b bdi bdo big br button caption cite code col colgroup del em font head i img input ins kbd label "
                            + "link mark meta noscript o:p q s samp script small span strike strong style sub sup td th time tt u var "
                            + "wbr iframe video audio source picture details svg path object")
                    .split(" "));
    private static final Set<String> BEGINNINGS = Set.of(
            ("!doctype html head body meta style title p br div span font center table ul ol dl h1 h2 h3 h4 h5 h6 blockquote pre "
                            + "section article b strong i em u")
                    .split(" "));
    private static final Set<String> DROPPED = Set.of("script", "style", "head", "template", "noscript");

    private final ReadOptions.Html when;

    HtmlText(ReadOptions.Html when) {
        this.when = when;
    }

    /** The text of what may be HTML. */
    String of(String body) {
        return switch (when) {
            case NEVER -> body;
            case ALWAYS -> text(body);
            case AUTO -> looksLikeHtml(body) ? text(body) : body;
        };
    }

    /** The text of what the help desk says is HTML. */
    String ofHtml(String body) {
        return when == ReadOptions.Html.NEVER ? body : text(body);
    }

    /** The text of what the help desk says is none: Markdown, or text that may speak of tags. */
    String ofPlain(String body) {
        return when == ReadOptions.Html.ALWAYS ? text(body) : body;
    }

    /**
     * Whether it begins with a tag that begins HTML and has another one, or has breaks or end tags somewhere and nothing that
     * speaks against it: an unknown tag ({@code List<String>}) or code between backticks, signs of plain text and Markdown.
     */
    static boolean looksLikeHtml(String body) {
        int first = body.indexOf('<');
        if (first < 0 || body.indexOf('>', first) < 0) {
            return false;
        }
        Matcher tag = TAG.matcher(body);
        boolean begins = false;
        boolean onlyKnown = true;
        int tags = 0;
        int endTags = 0;
        int blocks = 0; // breaks, and end tags of blocks
        while (tag.find()) {
            String name = tag.group(2).toLowerCase(Locale.ROOT);
            boolean end = !tag.group(1).isEmpty();
            onlyKnown &= isKnown(name);
            tags++;
            endTags += end ? 1 : 0;
            blocks += name.equals("br") || (end && BLOCKS.contains(name)) ? 1 : 0;
            begins |= tags == 1
                    && BEGINNINGS.contains(name)
                    && body.substring(0, tag.start()).isBlank();
        }
        if (begins && (tags > 1 || blocks > 0)) {
            return true;
        }
        boolean oneLine = body.indexOf('\n') < 0; // of text with breaks of its own, inline tags alone make no HTML
        return onlyKnown
                && (blocks > 0 || (oneLine && endTags > 0))
                && !CODE.matcher(body).find();
    }

    private static boolean isKnown(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return BLOCKS.contains(lower) || INLINE.contains(lower);
    }

    /** The text of HTML; line breaks of something without tags are those of text and are kept. */
    static String text(String html) {
        if (TAG.matcher(html).results().noneMatch(tag -> isKnown(tag.group(2)))) {
            return ENTITY.matcher(html).find()
                    ? Parser.unescapeEntities(html, false).replace('\u00A0', ' ')
                    : html;
        }
        Writer writer = new Writer();
        Jsoup.parse(html).traverse(writer);
        return writer.text();
    }

    private static final class Writer implements NodeVisitor {

        private final StringBuilder text = new StringBuilder();
        private int dropped; // depth within elements that are not shown
        private int preformatted;
        private boolean space; // between the last word and the next

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                if (dropped == 0) {
                    append(words.getWholeText());
                }
            } else if (node instanceof Element element) {
                String name = element.normalName();
                dropped += DROPPED.contains(name) ? 1 : 0;
                if (dropped == 0) {
                    open(name);
                }
                preformatted += isPreformatted(name) ? 1 : 0;
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                String name = element.normalName();
                preformatted -= isPreformatted(name) ? 1 : 0;
                if (dropped == 0 && BLOCKS.contains(name)) {
                    newLine();
                }
                dropped -= DROPPED.contains(name) ? 1 : 0;
            }
        }

        private void open(String name) {
            if (name.equals("br")) {
                trimLine();
                text.append('\n');
                space = false;
            } else if (BLOCKS.contains(name)) {
                if (!atDash()) { // the paragraph of a list item goes on in its line
                    newLine();
                }
                if (name.equals("li")) {
                    text.append("- ");
                }
            } else if (name.equals("td") || name.equals("th")) {
                space = true;
            }
        }

        private void append(String words) {
            if (preformatted > 0) {
                text.append(words);
                return;
            }
            for (int i = 0; i < words.length(); i++) {
                char c = words.charAt(i);
                if (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\u00A0') {
                    space = true;
                } else {
                    if (space && text.length() > 0 && !endsWithBlank()) {
                        text.append(' ');
                    }
                    space = false;
                    text.append(c);
                }
            }
        }

        private void newLine() {
            trimLine();
            if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            space = false;
        }

        private void trimLine() {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == ' ') {
                end--;
            }
            text.setLength(end);
        }

        private boolean atDash() {
            int end = text.length();
            return end >= 2
                    && text.charAt(end - 1) == ' '
                    && text.charAt(end - 2) == '-'
                    && (end == 2 || text.charAt(end - 3) == '\n');
        }

        private boolean endsWithBlank() {
            char last = text.charAt(text.length() - 1);
            return last == ' ' || last == '\n';
        }

        private static boolean isPreformatted(String name) {
            return name.equals("pre") || name.equals("textarea");
        }

        private String text() {
            return text.toString().strip();
        }
    }
}
