package inkling.runs;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.runs.Annotations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    @Test
    void notes_are_read_as_they_are_meant() {
        assertThat(Markdown.html("Looks **good**\n*again*"))
                .isEqualTo("<p>Looks <strong>good</strong><br>\n<em>again</em></p>\n");
        assertThat(Markdown.html("# Next\n- more `epochs`"))
                .isEqualTo("<h3>Next</h3>\n<ul>\n<li>more <code>epochs</code></li>\n</ul>\n");
        assertThat(Markdown.html("[paper](https://example.org/a?b=1&c=2)"))
                .isEqualTo(
                        "<p><a rel=\"nofollow noopener noreferrer\" href=\"https://example.org/a?b=1&amp;c=2\">paper</a></p>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "a <b onclick='alert(1)'>b</b>",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](&#106;avascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:x)",
                "<javascript:alert(1)>",
                "[x]: javascript:alert(1)\n\n[x]",
                "![x](javascript:alert(1))",
                "![x\" onerror=\"alert(1)](https://example.org/x.png)",
                "[x](https://example.org \"t\" onclick=\"alert(1)\")",
                "```\"><script>alert(1)</script>\ncode\n```",
                "<!-- <script>alert(1)</script> -->"
            })
    void nothing_in_notes_becomes_a_script_or_html(String notes) {
        String html = Markdown.html(notes);

        assertThat(html)
                .doesNotContainPattern("<(?!/?(p|a|strong|em|code|pre|ul|li|br)\\b)")
                .doesNotContainPattern("(?i)href=\"\\s*(javascript|vbscript|data):")
                .doesNotContainPattern("<[^>]*\\son\\w+=");
    }

    @Test
    void pictures_are_left_out_and_their_description_stays() {
        assertThat(Markdown.html("See ![the *curve*](https://example.org/x.png)!"))
                .isEqualTo("<p>See the <em>curve</em>!</p>\n");
    }

    @Test
    void tables_are_taken_and_scroll_by_themselves() {
        String html = Markdown.html(
                "Seen:\n\n| epoch | **loss** |\n|---|--:|\n| 1 | <b>0.2</b> ![x](javascript:alert(1)) |\n");

        assertThat(html)
                .startsWith("<p>Seen:</p>\n<div ")
                .contains("class=\"scroll\"", "tabindex=\"0\"", "<th>epoch</th>")
                .contains("<th align=\"right\"><strong>loss</strong></th>")
                .contains("<td align=\"right\">&lt;b&gt;0.2&lt;/b&gt; x</td>")
                .endsWith("</table>\n</div>\n");
        assertThat(Markdown.html("a | b\nno table")).isEqualTo("<p>a | b<br>\nno table</p>\n");
    }

    @Test
    void a_table_of_many_columns_does_not_become_larger_than_what_was_typed() {
        String wide = "|a".repeat(3_000) + "\n" + "|-".repeat(3_000) + "\n" + "|\n".repeat(3_900);

        assertThat(Markdown.html(wide).length()).isLessThan(20 * wide.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> ",
                "- ",
                "*a ",
                "**a ",
                "[",
                "![",
                "(",
                "`",
                "1. ",
                "_a*b ",
                "#",
                "<",
                "[a](",
                "\\",
                "|",
                "|a|\n|-|\n",
                "|*a "
            })
    void notes_of_one_sign_over_and_over_are_read_without_trouble(String sign) {
        String notes = sign.repeat(Annotations.LONGEST_NOTES / sign.length());

        assertThat(Markdown.html(notes)).isNotEmpty();
        assertThat(Markdown.html(notes + "a" + new StringBuilder(notes).reverse()))
                .isNotEmpty();
    }
}
