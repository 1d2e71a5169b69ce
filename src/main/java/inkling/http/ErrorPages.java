package inkling.http;

import inkling.errors.UserError;
import inkling.files.FullDisk;
import inkling.http.Json.Flat;
import inkling.text.Text;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what went wrong into an answer, all of it here: the template {@code error.html} for people, problem+json (RFC
 * 9457) for programs, that is below {@code /api} or where JSON is asked for.
 */
public final class ErrorPages extends ErrorHandler {
    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

    private static final Map<Integer, Problem> KNOWN = Map.of(
            400, new Problem(400, "Bad request", "The request cannot be understood."),
            404, new Problem(404, "Not found", "There is nothing at this address."),
            405, new Problem(405, "Method not allowed", "This address does not take this method."),
            408, new Problem(408, "Too slow", "The request took too long to arrive."),
            413, new Problem(413, "Too large", "The request's body is too large."),
            415, new Problem(415, "Wrong kind of body", "This address does not take a body of this kind."),
            421, new Problem(421, "Not known by this name", "This server is not reached by this name."),
            500, new Problem(500, "Something went wrong", "This is a defect of the program; its log says more."),
            503, new Problem(503, "Busy", "The server cannot do this now; try again in a while."));

    /** A request that is refused for its form, with a sentence. */
    static final class Refusal extends HttpResponseException {
        private static final long serialVersionUID = 1L;

        private final String title;

        Refusal(int status, String sentence) {
            this(status, Problem.of(status).title(), sentence);
        }

        Refusal(int status, String title, String sentence) {
            super(status, sentence, Map.of());
            this.title = title;
        }
    }

    /** A page that helps. */
    public record Link(String url, String title) {}

    private record Problem(int status, String title, String detail, Map<String, String> errors, Optional<Link> link) {
        Problem(int status, String title, String detail) {
            this(status, title, detail, Map.of(), Optional.empty());
        }

        static Problem of(int status) {
            return Optional.ofNullable(KNOWN.get(status))
                    .orElseGet(() -> new Problem(status, "Error " + status, "The request was refused."));
        }

        Problem saying(String sentence) {
            return new Problem(status, title, sentence, errors, link);
        }

        String json() {
            Optional<Errors> any = Optional.of(new Errors(errors)).filter(each -> !errors.isEmpty());
            return Json.write(new ProblemJson("about:blank", title, status, detail, any));
        }

        private record ProblemJson(
                String type,
                String title,
                int status,
                String detail,
                @Flat Optional<Errors> errors) {}

        private record Errors(Map<String, String> errors) {}

        /** What is shown where the template cannot be. */
        String html() {
            return Text.of("""
                    <!doctype html>
                    <html lang="en">
                    <head><meta charset="utf-8"><title>%1$s</title></head>
                    <body><main><h1>%1$s</h1><p>%2$s</p></main></body>
                    </html>
                    """, escaped(title), escaped(detail));
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    }

    void addTo(RoutesConfig routes) {
        routes.exception(
                UserError.class, (e, context) -> answer(context, problem(e, e.getMessage(), Optional.empty())));
        routes.exception(HttpResponseException.class, (e, context) -> {
            Optional.ofNullable(e.getDetails().get("availableMethods"))
                    .ifPresent(methods -> context.header("Allow", methods));
            answer(
                    context,
                    e instanceof Refusal refusal
                            ? new Problem(e.getStatus(), refusal.title, e.getMessage())
                            : Problem.of(e.getStatus()));
        });
        routes.exception(Exception.class, (e, context) -> answer(context, problem(context, e)));
    }

    /** Answers with a user's error in a feature's own words, and a page of it that helps. */
    public static void answer(Context context, UserError e, String sentence, Link link) {
        answer(context, problem(e, sentence, Optional.of(link)));
    }

    private static Problem problem(UserError e, String sentence, Optional<Link> link) {
        Map<String, String> errors = e instanceof UserError.InvalidInput input ? input.messages() : Map.of();
        return new Problem(e.status(), e.title(), sentence, errors, link);
    }

    /** What came from the server's own reading of the request is the client's error; everything else is a defect. */
    private static Problem problem(Context context, Exception exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (isTooLarge(cause)) {
                return Problem.of(413);
            }
        }
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException bad && bad.getCode() < 500) {
                return Problem.of(bad.getCode());
            }
            if (cause instanceof TimeoutException) {
                return Problem.of(408);
            }
        }
        if (FullDisk.caused(exception)) {
            return Problem.of(503).saying("The disk is full: nothing can be stored until there is space again.");
        }
        log.error("{} {} failed", context.req().getMethod(), context.path(), exception);
        return Problem.of(500);
    }

    /** An upload beyond the limits reaches us as a bad request, whose cause alone says what is bad about it. */
    private static boolean isTooLarge(Throwable cause) {
        return cause instanceof IllegalStateException
                && cause.getMessage() != null
                && cause.getMessage().contains("exceeded")
                && cause.getStackTrace().length > 0
                && cause.getStackTrace()[0].getClassName().startsWith("org.eclipse.jetty.");
    }

    private static void answer(Context context, Problem problem) {
        if (context.res().isCommitted()) {
            return;
        }
        context.status(problem.status());
        context.header("Cache-Control", "no-store");
        context.res().setHeader("ETag", null);
        if (wantsJson(context)) {
            context.contentType("application/problem+json")
                    .result(problem.json().getBytes(StandardCharsets.UTF_8));
            return;
        }
        if (problem.status() == 421) {
            // Whoever reads this may be another site: it learns neither what runs here nor where anything lies.
            context.contentType("text/html; charset=utf-8").result(problem.html());
            return;
        }
        try {
            Map<String, Object> model = new HashMap<>();
            model.put("title", problem.title());
            model.put("status", problem.status());
            model.put("detail", problem.detail());
            model.put("errors", problem.errors());
            problem.link().ifPresent(link -> model.put("link", link));
            context.render("error.html", model);
        } catch (RuntimeException e) {
            log.error("The error page could not be rendered", e);
            context.contentType("text/html; charset=utf-8").result(problem.html());
        }
    }

    private static boolean wantsJson(Context context) {
        String accept = Optional.ofNullable(context.header("Accept")).orElse("");
        return context.path().equals("/api")
                || context.path().startsWith("/api/")
                || (accept.contains("json") && !accept.contains("text/html"));
    }

    /** For an {@link Error}, after which nothing but the plainest answer can be relied on. */
    static void onError(jakarta.servlet.http.HttpServletResponse response, Error error) {
        log.error("A request failed", error);
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(500);
        response.setContentType("text/html; charset=utf-8");
        try {
            response.getOutputStream().write(Problem.of(500).html().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.debug("The client has gone", e);
        }
    }

    /** Jetty's own refusals: a request that never got as far as a route. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Security.HEADERS.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
        Content.Sink.write(response, true, Problem.of(response.getStatus()).html(), callback);
        return true;
    }
}
