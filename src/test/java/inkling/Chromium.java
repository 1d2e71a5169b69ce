package inkling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Windows of a real browser for tests, which remember whatever their pages log. The browser is one for all tests. */
public final class Chromium implements AutoCloseable {
    /** How long a page and an assertion wait, in milliseconds: for a training, on a busy machine. */
    private static final int WAIT = 120_000;

    /** Ends with this process. */
    private static @Nullable Browser running;

    private final Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();

    private Chromium(Browser browser) {
        this.browser = browser;
    }

    /** Starts it, unless it runs; skips the test where there is none, or fails it if that is asked for. */
    public static Chromium start() {
        Optional<Path> executable = Stream.of(
                        Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium"),
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (executable.isEmpty() && "true".equals(System.getenv("INKLING_REQUIRE_ALL"))) {
            throw new AssertionError("INKLING_REQUIRE_ALL is set, but there is no Chromium");
        }
        assumeTrue(executable.isPresent(), "there is no Chromium");
        if (running == null || !running.isConnected()) {
            running = launched(executable.get());
        }
        return new Chromium(running);
    }

    private static Browser launched(Path executable) {
        PlaywrightAssertions.setDefaultAssertionTimeout(WAIT);
        return Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** A window of its own, with no memory of earlier ones. */
    public Page page(int width, int height) {
        return page(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    /** The same of another kind: one that is touched, say, or that runs no scripts. */
    public Page page(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(WAIT);
        contexts.add(context);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (!isOfTest(message)) {
                logged.add(message.type() + ": " + message.text() + at(message.location()));
            }
        });
        page.onPageError(error -> logged.add("error: " + error));
        return page;
    }

    /** Axe tells of what the page's policy forbids it; what a test runs has no address, and whatever a page runs has one. */
    private static boolean isOfTest(ConsoleMessage message) {
        return message.location().startsWith(":");
    }

    /** Whose loading failed is not in the text. */
    private static String at(String location) {
        return location.isEmpty() ? "" : " at " + location;
    }

    /**
     * What a function of a module that knows no page makes of each list of arguments.
     *
     * @param module its path below {@code web/static/js}
     */
    @SuppressWarnings("unchecked")
    public List<Object> results(String module, String function, List<List<Object>> arguments) throws IOException {
        String source = Files.readString(Path.of("web/static/js", module));
        return (List<Object>) page(100, 100).evaluate("""
                async ([source, name, all]) => {
                  const module = await import(`data:text/javascript,${encodeURIComponent(source)}`);
                  return all.map((each) => module[name](...each));
                }
                """, List.of(source, function, arguments));
    }

    /** Everything that the pages logged, and every error that nobody caught. */
    public List<String> logged() {
        return List.copyOf(logged);
    }

    /** The same but for what is not there: of a run that was never trained its surest mistake has no picture. */
    public List<String> loggedBesidesMissing() {
        return logged.stream().filter(line -> !line.contains("404 (Not Found)")).toList();
    }

    /** Has axe say what is violated and no more. */
    private static final class Violations extends AxeRunOptions {
        Violations() {
            setResultTypes(List.of("violations"));
        }

        /** Style sheets, fetched from wrong addresses for rules that are off, and sound, which no page has. */
        @SuppressWarnings("unused") // It is written into the options.
        public boolean isPreload() {
            return false;
        }
    }

    /** Checks that axe finds nothing, and that the page is no wider than its window. */
    public void assertAccessible(Page page) {
        // The other mode is for frames, of which no page has any, and takes twice as long.
        AxeResults results = new AxeBuilder(page)
                .setLegacyMode(true)
                .options(new Violations())
                .analyze();
        List<String> violations = results.getViolations().stream()
                .map(rule -> rule.getId() + " (" + rule.getImpact() + "): "
                        + rule.getNodes().get(0).getHtml())
                .toList();
        assertThat(violations).as("what axe finds at %s", page.url()).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("pixels that %s is too wide", page.url())
                .isEqualTo(0);
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
    }
}
