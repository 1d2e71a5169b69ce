package inkling.http;

import java.util.Set;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IPostProcessorDialect;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.IAttribute;
import org.thymeleaf.model.ICloseElementTag;
import org.thymeleaf.model.IOpenElementTag;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.model.IStandaloneElementTag;
import org.thymeleaf.model.IText;
import org.thymeleaf.postprocessor.IPostProcessor;
import org.thymeleaf.postprocessor.PostProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/** Puts the {@link BasePath} before every address of a page, when all the rest of it is written. */
final class BasePathInPages extends AbstractDialect implements IPostProcessorDialect {
    /** The variable with the path. */
    static final String VARIABLE = "basePath";

    static final int LAST = 1000;

    BasePathInPages() {
        super("base path");
    }

    @Override
    public int getDialectPostProcessorPrecedence() {
        return LAST;
    }

    @Override
    public Set<IPostProcessor> getPostProcessors() {
        return Set.of(new PostProcessor(TemplateMode.HTML, Addresses.class, LAST));
    }

    /** One page on its way out. Public because Thymeleaf makes it. */
    public static final class Addresses extends AbstractTemplateHandler {
        /** Attributes that hold nothing but addresses; what people type may begin with a slash as well. */
        private static final Set<String> ATTRIBUTES = Set.of(
                "href",
                "src",
                "action",
                "formaction",
                "hx-get",
                "hx-post",
                "data-events",
                "data-url",
                "data-json",
                "data-live-from",
                "data-live-again",
                "data-again",
                "data-mistakes",
                "data-run-row");

        private BasePath base = BasePath.NONE;
        private boolean inData;

        @Override
        public void setContext(ITemplateContext context) {
            super.setContext(context);
            base = new BasePath((String) context.getVariable(VARIABLE));
        }

        @Override
        public void handleOpenElement(IOpenElementTag tag) {
            inData = "application/json".equals(tag.getAttributeValue("type"));
            super.handleOpenElement(completed(tag));
        }

        @Override
        public void handleStandaloneElement(IStandaloneElementTag tag) {
            super.handleStandaloneElement(completed(tag));
        }

        @Override
        public void handleCloseElement(ICloseElementTag tag) {
            inData = false;
            super.handleCloseElement(tag);
        }

        @Override
        public void handleText(IText text) {
            boolean same = base.equals(BasePath.NONE) || !inData;
            super.handleText(same ? text : getContext().getModelFactory().createText(base.inJson(text.getText())));
        }

        private <T extends IProcessableElementTag> T completed(T tag) {
            T completed = tag;
            if (!base.equals(BasePath.NONE)) {
                for (IAttribute each : tag.getAllAttributes()) {
                    if (ATTRIBUTES.contains(each.getAttributeCompleteName()) && each.getValue() != null) {
                        completed = getContext()
                                .getModelFactory()
                                .replaceAttribute(
                                        completed,
                                        each.getAttributeDefinition().getAttributeName(),
                                        each.getAttributeCompleteName(),
                                        base.before(each.getValue()));
                    }
                }
            }
            return completed;
        }
    }
}
