package inkling.http;

import inkling.text.Isolated;
import io.javalin.http.Context;
import io.javalin.rendering.FileRenderer;
import java.beans.Introspector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ognl.ObjectPropertyAccessor;
import ognl.OgnlException;
import ognl.OgnlRuntime;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.AbstractConfigurableTemplateResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.FileTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/** Renders the Thymeleaf templates of {@code templates/}, each with what every page's model contains. */
final class Views implements FileRenderer {
    private final TemplateEngine engine = new TemplateEngine();
    private final Assets assets;
    private final Limits limits;
    private final Function<Guest, Map<String, Object>> pageModel;

    Views(
            String webRoot,
            Optional<Path> webFolder,
            Assets assets,
            Limits limits,
            Function<Guest, Map<String, Object>> pageModel) {
        this.assets = assets;
        this.limits = limits;
        this.pageModel = pageModel;
        engine.setTemplateResolver(webFolder.map(Views::fromFolder).orElseGet(() -> fromClassPath(webRoot)));
        StandardDialect dialect = new StandardDialect();
        // Data in a page's script reads as it does from the API; Thymeleaf's own way depends on what else is at hand.
        dialect.setJavaScriptSerializer((value, out) -> write(Json.isolated(value), out));
        engine.setDialect(dialect);
        engine.addDialect(new LimitedPages());
        engine.addDialect(new BasePathInPages());
        // A template says run.name, whether name is a getter's or a record's.
        OgnlRuntime.setPropertyAccessor(Object.class, new Properties());
    }

    private static void write(String json, Writer out) {
        try {
            out.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String render(String template, Map<String, ?> model, Context context) {
        Guest guest = Guest.of(context);
        Map<String, Object> all = new HashMap<>(pageModel.apply(guest));
        all.put("assets", assets);
        all.put("path", context.path());
        String query = context.queryString();
        all.put(
                "address",
                query == null ? context.path() : context.path() + "?" + query); // what a page waits for comes there
        all.putAll(limits.model(guest));
        all.put(BasePathInPages.VARIABLE, BasePath.of(context).path());
        // A map is what a form is filled in with, save the one of its errors.
        model.forEach((name, value) -> all.put(name, name.equals("errors") ? value : isolated(value)));
        all.computeIfPresent("errors", (name, errors) -> isolatedValues((Map<?, ?>) errors));
        context.contentType("text/html; charset=utf-8");
        var exchange = JakartaServletWebApplication.buildApplication(
                        context.req().getServletContext())
                .buildExchange(context.req(), context.res());
        return engine.process(template, new WebContext(exchange, Locale.ENGLISH, all));
    }

    /** The same, if it is a text or a list of texts, as it may stand among others. */
    private static Object isolated(Object value) {
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(Isolated::of).toList();
        }
        return value instanceof String text ? Isolated.of(text) : value;
    }

    private static Map<Object, Object> isolatedValues(Map<?, ?> texts) {
        Map<Object, Object> isolated = new LinkedHashMap<>();
        texts.forEach((name, text) -> isolated.put(name, isolated(text)));
        return isolated;
    }

    private static AbstractConfigurableTemplateResolver fromClassPath(String webRoot) {
        return configured(new ClassLoaderTemplateResolver(Views.class.getClassLoader()), webRoot, true);
    }

    private static AbstractConfigurableTemplateResolver fromFolder(Path folder) {
        return configured(new FileTemplateResolver(), folder.toString(), false);
    }

    private static AbstractConfigurableTemplateResolver configured(
            AbstractConfigurableTemplateResolver resolver, String root, boolean cached) {
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setPrefix(root + "/templates/");
        // Added only where it is missing, so that both render("runs.html") and ~{layout :: page} find their file.
        resolver.setSuffix(".html");
        resolver.setCacheable(cached);
        return resolver;
    }

    /**
     * Lets templates read a record's components as properties, and what is empty as null; and isolates every text that
     * they read of an object, so that no name that somebody typed turns what is beside it. HTML consists of blocks, which
     * are isolated.
     *
     * <p>A view of something is a record whose first component that is: what it does not say itself is read there.
     */
    private static final class Properties extends ObjectPropertyAccessor {
        /** What a type of the program says by name, a record's components first: OGNL looks for it anew at every call. */
        private final ClassValue<Map<String, Method>> accessors = new ClassValue<>() {
            @Override
            protected Map<String, Method> computeValue(Class<?> type) {
                Map<String, Method> byName = new LinkedHashMap<>();
                for (RecordComponent component :
                        type.isRecord() ? type.getRecordComponents() : new RecordComponent[0]) {
                    byName.put(component.getName(), component.getAccessor());
                }
                for (Method method : type.getName().startsWith("inkling.") ? type.getMethods() : new Method[0]) {
                    if (method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())) {
                        byName.putIfAbsent(method.getName(), method);
                        byName.putIfAbsent(
                                Introspector.decapitalize(method.getName().replaceFirst("^(is|get)(?=[A-Z])", "")),
                                method);
                    }
                }
                byName.values().forEach(accessor -> accessor.setAccessible(true)); // Views are package-private.
                return byName;
            }
        };

        @Override
        @SuppressWarnings("rawtypes")
        public Object getPossibleProperty(Map context, Object target, String name) throws OgnlException {
            Map<String, Method> of = accessors.get(target.getClass());
            Object value = of.containsKey(name)
                    ? read(of.get(name), target)
                    : target.getClass().isRecord()
                            ? OgnlRuntime.NotFound
                            : super.getPossibleProperty(context, target, name);
            if (value == OgnlRuntime.NotFound && target.getClass().isRecord() && !of.isEmpty()) {
                Object viewed = read(of.values().iterator().next(), target);
                return viewed == null ? value : getPossibleProperty(context, viewed, name);
            }
            Object said = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            return said == null || name.endsWith("Html") ? said : isolated(said);
        }

        private static Object read(Method accessor, Object target) throws OgnlException {
            try {
                return accessor.invoke(target);
            } catch (ReflectiveOperationException e) {
                throw new OgnlException(accessor.getName(), e);
            }
        }
    }
}
