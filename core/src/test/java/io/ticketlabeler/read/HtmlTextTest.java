package io.ticketlabeler.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Hello</p>",
                "  \n<div class=\"x\">Hello</div>",
                "<!DOCTYPE html><html><body>x</body></html>",
                "<html><head><title>t</title></head><body>x</body></html>",
                "Hello,<br>it fails<br/>bye",
                "Dear team<br />\nit fails",
                "one<p>two</p>",
                "It is <b>very</b> urgent",
                "<P>capitals</P>",
                "<p class=MsoNormal>Outlook<o:p></o:p></p>",
                "<span style='x'>a</span>",
                "<p>unclosed<p>paragraphs",
                "<p>uses <custom-tag>x</custom-tag></p>",
            })
    void whatIsHtmlLooksLikeIt(String body) {
        assertThat(HtmlText.looksLikeHtml(body)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a < b and c > d",
                "if (a<b && c>d) return;",
                "List<String> names; Map<K, V> m;",
                "write to <ann@example.com> or <https://example.com/a>",
                "the tag <p> is not closed",
                "<form> does not submit",
                "see `<br>` and `</p>` here",
                "```html\n<p>code</p>\n```",
                "first line\nwith <b>bold</b> in Markdown\nlast",
                "<ItemGroup>\n<PackageReference/>\n</ItemGroup>",
                "Exception in <init> of <clinit></clinit>",
                "1 <2> 3",
                "<3 you all",
                "&lt;p&gt;",
            })
    void whatIsNotDoesNot(String body) {
        assertThat(HtmlText.looksLikeHtml(body)).isFalse();
    }

    @Test
    void blocksAndBreaksBecomeLines() {
        assertThat(HtmlText.text("<p>One</p><p>Two<br>three</p><div>Four</div>five<h1>Six</h1>"))
                .isEqualTo("One\nTwo\nthree\nFour\nfive\nSix");
    }

    @Test
    void listsGetDashesAndTablesGetLines() {
        assertThat(
                        HtmlText.text(
                                "Do:<ul><li>one</li><li><p>two</p></li></ul><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"))
                .isEqualTo("Do:\n- one\n- two\na b\nc");
    }

    @Test
    void preformattedTextStaysAsItIs() {
        assertThat(HtmlText.text("<p>Trace:</p><pre>at a\n  at b\n\nat c</pre>end"))
                .isEqualTo("Trace:\nat a\n  at b\n\nat c\nend");
    }

    @Test
    void blanksCollapseAndEntitiesAreResolved() {
        assertThat(HtmlText.text("<p>  a\n   b&nbsp;&nbsp;c &amp; d &lt;x&gt; <b>e</b>f </p>"))
                .isEqualTo("a b c & d <x> ef");
    }

    @Test
    void scriptsStylesAndCommentsAreDropped() {
        assertThat(
                        HtmlText.text(
                                "<html><head><title>t</title><style>p{}</style></head><body><!-- c --><script>x()</script><p>a</p></body></html>"))
                .isEqualTo("a");
    }

    @Test
    void emptyLinesBetweenBreaksAreKept() {
        assertThat(HtmlText.text("a<br><br>b")).isEqualTo("a\n\nb");
    }

    @Test
    void textWithoutTagsKeepsItsLines() {
        assertThat(HtmlText.text("Tom &amp; Jerry\n  List<String>")).isEqualTo("Tom & Jerry\n  List<String>");
    }

    @Test
    void deepAndHostileMarkupEndsSoon() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(HtmlText.text("<div>".repeat(100_000) + "x")).isEqualTo("x");
            assertThat(HtmlText.looksLikeHtml("<".repeat(1_000_000))).isFalse();
            assertThat(HtmlText.looksLikeHtml("<a ".repeat(300_000))).isFalse();
            assertThat(HtmlText.looksLikeHtml("` <br>".repeat(200_000))).isFalse();
            assertThat(HtmlText.looksLikeHtml("<br>" + "\n".repeat(1_000_000) + "`" + "<br>".repeat(200_000)))
                    .isTrue();
        });
    }
}
