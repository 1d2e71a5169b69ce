package inkling.http;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IPostProcessorDialect;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.ICloseElementTag;
import org.thymeleaf.model.IComment;
import org.thymeleaf.model.IOpenElementTag;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.model.IStandaloneElementTag;
import org.thymeleaf.model.IText;
import org.thymeleaf.postprocessor.IPostProcessor;
import org.thymeleaf.postprocessor.PostProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Leaves out of a page for who may look only every form, button and link whose address would refuse it, so that no
 * template has to think of it; a template says {@code th:unless="${readOnly}"} for the words around them.
 */
final class LimitedPages extends AbstractDialect implements IPostProcessorDialect {
    /** While addresses are still as the program knows them: before {@link BasePathInPages}. */
    private static final int EARLY = BasePathInPages.LAST - 1;

    /** The variable of pages that have limits; the others have none. */
    static final String VARIABLE = "limits";

    LimitedPages() {
        super("limits");
    }

    @Override
    public int getDialectPostProcessorPrecedence() {
        return EARLY;
    }

    @Override
    public Set<IPostProcessor> getPostProcessors() {
        return Set.of(new PostProcessor(TemplateMode.HTML, Controls.class, EARLY));
    }

    /** One page on its way out. Public because Thymeleaf makes it. */
    public static final class Controls extends AbstractTemplateHandler {
        private Limits.@Nullable OfPage limits;
        /** How many elements are open of the one that is left out, itself among them. */
        private int left;

        @Override
        public void setContext(ITemplateContext context) {
            super.setContext(context);
            limits = (Limits.OfPage) context.getVariable(VARIABLE);
        }

        @Override
        public void handleOpenElement(IOpenElementTag tag) {
            if (left > 0 || isRefused(tag)) {
                left++;
            } else {
                super.handleOpenElement(tag);
            }
        }

        @Override
        public void handleCloseElement(ICloseElementTag tag) {
            if (left > 0) {
                left--;
            } else {
                super.handleCloseElement(tag);
            }
        }

        @Override
        public void handleStandaloneElement(IStandaloneElementTag tag) {
            if (left == 0) {
                super.handleStandaloneElement(tag);
            }
        }

        @Override
        public void handleText(IText text) {
            if (left == 0) {
                super.handleText(text);
            }
        }

        @Override
        public void handleComment(IComment comment) {
            if (left == 0) {
                super.handleComment(comment);
            }
        }

        private boolean isRefused(IProcessableElementTag tag) {
            return limits != null
                    && switch (tag.getElementCompleteName()) {
                        case "a" -> leads(tag, "get", "href");
                        case "button" -> leads(tag, value(tag, "formmethod").orElse("post"), "formaction");
                        case "form" -> isRefusedForm(tag);
                        default -> false;
                    };
        }

        /** One without an address leaves it to its buttons. */
        private boolean isRefusedForm(IProcessableElementTag tag) {
            String method = value(tag, "method").orElse("get");
            return tag.hasAttribute("action") ? leads(tag, method, "action") : method.equals("post");
        }

        private boolean leads(IProcessableElementTag tag, String method, String attribute) {
            return value(tag, attribute)
                    .map(address -> limits.refuses(method, address))
                    .orElse(false);
        }

        private static Optional<String> value(IProcessableElementTag tag, String attribute) {
            return Optional.ofNullable(tag.getAttributeValue(attribute));
        }
    }
}
