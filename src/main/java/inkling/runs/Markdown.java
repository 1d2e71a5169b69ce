package inkling.runs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** Notes as HTML that may stand in a page: no HTML of their own, no scripts in links, no pictures from elsewhere. */
public final class Markdown {
    /** Below the page's own h1 and h2. */
    private static final int HEADINGS_DOWN = 2;

    private static final int SMALLEST_HEADING = 6;

    /** The HTML is made by recursion: what is nested deeper stays text. */
    private static final int DEEPEST = 20;

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .maxOpenBlockParsers(DEEPEST)
            .build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .escapeHtml(true)
            .sanitizeUrls(true)
            .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
            // A line's end is one, as it is where notes are typed.
            .softbreak("<br>\n")
            .attributeProviderFactory(context -> Markdown::attributes)
            .nodeRendererFactory(Scrolling::new)
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

    /** A table with what scrolls it where it is wider than the page. */
    private static final class Scrolled extends CustomBlock {}

    private record Scrolling(HtmlNodeRendererContext context) implements NodeRenderer {
        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Scrolled.class);
        }

        @Override
        public void render(Node scrolled) {
            HtmlWriter html = context.getWriter();
            html.line();
            html.tag("div", Map.of("class", "scroll", "role", "group", "aria-label", "Table", "tabindex", "0"));
            context.render(scrolled.getFirstChild());
            html.tag("/div");
            html.line();
        }
    }

    private static final class Tidying extends AbstractVisitor {
        @Override
        public void visit(CustomBlock block) {
            if (block instanceof TableBlock) {
                Node scrolled = new Scrolled();
                block.insertBefore(scrolled);
                scrolled.appendChild(block);
            }
            visitChildren(block);
        }

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
