package inkling.runs;

import java.util.List;
import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/** Notes as HTML that may stand in a page: no HTML of their own, no scripts in links, no pictures from elsewhere. */
public final class Markdown {
    /** Below the page's own h1 and h2. */
    private static final int HEADINGS_DOWN = 2;

    private static final int SMALLEST_HEADING = 6;

    /** The HTML is made by recursion: what is nested deeper stays text. */
    private static final int DEEPEST = 20;

    private static final Parser PARSER =
            Parser.builder().maxOpenBlockParsers(DEEPEST).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
            // A line's end is one, as it is where notes are typed.
            .softbreak("<br>\n")
            .attributeProviderFactory(context -> Markdown::attributes)
            .build();

    private Markdown() {}

    public static String html(String notes) {
        Node document = PARSER.parse(notes);
        document.accept(new Tidying());
        return RENDERER.render(document);
    }

    private static void attributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Link) {
            attributes.put("rel", "nofollow noopener noreferrer");
        }
    }

    private static final class Tidying extends AbstractVisitor {
        @Override
        public void visit(Heading heading) {
            heading.setLevel(Math.min(SMALLEST_HEADING, heading.getLevel() + HEADINGS_DOWN));
            visitChildren(heading);
        }

        /** A picture from elsewhere would tell its server who reads this when; its description stays. */
        @Override
        public void visit(Image image) {
            visitChildren(image);
            Node child = image.getFirstChild();
            while (child != null) {
                Node next = child.getNext();
                image.insertBefore(child);
                child = next;
            }
            image.unlink();
        }
    }
}
