package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import inkling.http.Proxies;
import inkling.text.Text;
import inkling.words.Term;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Terms that say what they mean where they stand, their page, and the logits to drag, in a real browser. */
class WordsInBrowserTest {
    private static final Pattern WORDS = Pattern.compile(".*/words(#[a-z0-9_]+|/loss)");
    private static final String BOX = "[role=tooltip]";
    private static final List<String> PAGES = List.of(
            "/runs/1",
            "/runs/1/steps",
            "/runs/1/confusion",
            "/runs/1/mistakes?epoch=0",
            "/runs/1/images/test/4",
            "/runs/1/calibration",
            "/runs/1/map",
            "/runs/1/map?method=tsne&layer=logits",
            "/runs/1/weights",
            "/runs/1/weights/3",
            "/runs/1/weights/histograms",
            "/runs/1/imagine",
            "/runs/1/draw",
            "/runs/new",
            "/sweeps/new",
            "/sweeps/1",
            "/compare?runs=1,2",
            "/compare/confusion?runs=1,2",
            "/compare/images?runs=1,2,3",
            "/compare/weights?runs=1,2",
            "/compare/maps?runs=1,2",
            "/augmentation",
            "/words/loss");

    private static final String DRAG = """
            ([z, label]) => {
              const form = document.querySelector("[data-example]");
              form.querySelectorAll("[name=z]").forEach((field, c) => (field.value = z[c]));
              form.querySelectorAll("[name=true]")[label].checked = true;
              form.dispatchEvent(new Event("input"));
            }""";

    private static final String ADDRESS_IS_KEPT = """
            () => {
              const form = document.querySelector("[data-example]");
              const z = [...form.querySelectorAll("[name=z]")].map((field) => Number(field.value));
              return location.search === `?z=${z}&true=${form.elements.true.value}`;
            }""";

    @TempDir
    private static Path folder;

    @AutoClose
    private static SmallServer server;

    @AutoClose
    private Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        server = new SmallServer(folder, Proxies.NONE);
    }

    @BeforeEach
    void open() {
        chromium = Chromium.start();
    }

    @Test
    void a_term_says_what_it_means_while_it_has_the_focus_and_until_escape() {
        for (int width : List.of(1280, 360)) {
            Page page = chromium.page(width, 700);
            for (String path : PAGES) {
                page.navigate(server.address + path);
                // A map page makes its first map by itself and then opens anew.
                page.waitForFunction("() => !document.querySelector('[data-by-itself]')");
                Set<String> seen = new HashSet<>();
                for (Locator term : page.locator("main [data-term]:visible").all()) {
                    if (seen.add(term.textContent())) {
                        assertThat(term).hasAttribute("href", WORDS);
                        term.focus();
                        assertThat(page.locator(BOX)).hasText(term.getAttribute("aria-description"));
                        assertThat(term)
                                .hasAttribute(
                                        "aria-describedby", page.locator(BOX).getAttribute("id"));
                        assertThat(page.locator(BOX)).isVisible();
                        assertSeenWhole(page, width, 700);

                        page.keyboard().press("Escape");
                        assertThat(page.locator(BOX)).isHidden();
                        assertThat(term).isFocused();
                    }
                }
                assertThat(seen).as(path).isNotEmpty();
            }
        }
        assertThat(chromium.logged()).isEmpty();
    }

    /** All of it lies in the window, and nothing is drawn over it, whatever it stands in. */
    private static void assertSeenWhole(Page page, int width, int height) {
        BoundingBox box = page.locator(BOX).boundingBox();
        assertThat(box.x).isGreaterThanOrEqualTo(0);
        assertThat(box.y).isGreaterThanOrEqualTo(0);
        assertThat(box.x + box.width).isLessThanOrEqualTo(width);
        assertThat(box.y + box.height).isLessThanOrEqualTo(height);
        assertThat(page.locator(BOX).evaluate("""
                box => {
                  const { left, top, right, bottom } = box.getBoundingClientRect();
                  return [[left, top], [right, top], [left, bottom], [right, bottom]].every(([x, y]) =>
                    document.elementFromPoint((8 * x + left + right) / 10, (8 * y + top + bottom) / 10) === box);
                }""")).as("seen whole").isEqualTo(true);
    }

    @Test
    void a_pointer_opens_it_and_can_go_into_it() {
        Page page = chromium.page(1280, 900);
        page.navigate(server.address + "/runs/1/calibration");
        Locator term = page.locator("[data-term]").first();

        term.hover();
        assertThat(page.locator(BOX)).isVisible();
        chromium.assertAccessible(page);
        page.locator(BOX).hover();
        page.waitForTimeout(600);
        assertThat(page.locator(BOX)).isVisible();
        page.mouse().move(5, 5);
        assertThat(page.locator(BOX)).isHidden();

        term.hover();
        assertThat(page.locator(BOX)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator(BOX)).isHidden();
        term.click();
        page.waitForURL(WORDS);
    }

    @Test
    void a_finger_opens_it_first_and_then_follows_the_link() {
        Page page =
                chromium.page(new NewContextOptions().setViewportSize(360, 700).setHasTouch(true));
        page.navigate(server.address + "/runs/1/calibration");
        Locator term = page.locator("[data-term]").first();

        term.tap();
        assertThat(page.locator(BOX)).isVisible();
        page.locator("h2").first().tap();
        assertThat(page.locator(BOX)).isHidden();
        assertThat(page).hasURL(Pattern.compile(".*/calibration"));

        term.tap();
        assertThat(page.locator(BOX)).isVisible();
        term.tap();
        page.waitForURL(WORDS);
    }

    @Test
    void without_scripts_a_term_leads_to_what_it_means() {
        Page page = chromium.page(new NewContextOptions().setJavaScriptEnabled(false));
        page.navigate(server.address + "/runs/1/calibration");

        page.locator("[data-term][href$='#ece']").first().click();

        page.waitForURL(Pattern.compile(".*/words#ece"));
        assertThat(page.locator("#ece")).containsText("Naeini");
        assertThat(page.locator("#ece")).isInViewport();
    }

    @Test
    void the_page_of_words_has_every_term_and_each_of_its_links_leads_somewhere() {
        Page page = chromium.page(1280, 900);
        page.navigate(server.address + "/");
        page.locator("footer").getByText("Words").click();

        Set<String> ids = Arrays.stream(Term.values()).map(Term::id).collect(Collectors.toCollection(TreeSet::new));
        assertThat(hrefs(page, ".word-index a"))
                .isEqualTo(ids.stream().map(id -> "#" + id).collect(Collectors.toSet()));
        for (String id : ids) {
            assertThat(page.locator("#" + id + " .word-more p")).not().hasCount(0);
        }
        assertThat(page.locator("#ece .word-places a")).hasAttribute("href", Pattern.compile("/runs/\\d+/calibration"));
        for (String href : hrefs(page, "main a")) {
            if (href.startsWith("#")) {
                assertThat(ids).contains(href.substring(1));
            } else {
                assertThat(page.request().get(server.address + href).status())
                        .as(href)
                        .isEqualTo(200);
            }
        }
    }

    private static Set<String> hrefs(Page page, String links) {
        return page.locator(links).all().stream()
                .map(link -> link.getAttribute("href"))
                .collect(Collectors.toSet());
    }

    @Test
    void a_word_is_found_by_its_name_and_else_by_what_it_means() {
        for (int width : List.of(1280, 360)) {
            Page page = chromium.page(width, 700);
            page.navigate(server.address + "/words");
            chromium.assertAccessible(page);
            Locator field = page.getByLabel("Find a word");
            Locator left = page.locator(".word-index li:visible");

            field.fill("ENTRO");
            assertThat(left).hasText(new String[] {"cross-entropy"});
            field.fill("harmonic");
            assertThat(left).hasText(new String[] {"F1"});
            field.fill("nothing of the kind");
            assertThat(page.getByText("No word is like that.")).isVisible();
            field.fill("softm");
            field.press("Enter");
            page.waitForURL(Pattern.compile(".*/words#softmax"));
        }
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void dragged_logits_read_as_the_page_of_their_address_does() {
        Random random = new Random(1);
        Page page = chromium.page(1280, 1000);
        page.navigate(server.address + "/words/loss");
        Page reloaded = chromium.page(new NewContextOptions().setJavaScriptEnabled(false));
        for (double scale : new double[] {0, 1, 4, 15, 60, 600}) {
            for (int i = 0; i < 6; i++) {
                double size = scale;
                List<String> z = Stream.generate(() -> (random.nextDouble() - 0.5) * size)
                        .limit(10)
                        .map(each -> random.nextBoolean() ? String.valueOf(Math.round(each)) : Text.of("%.6f", each))
                        .toList();
                page.evaluate(DRAG, List.of(z, random.nextInt(10)));
                page.waitForFunction(ADDRESS_IS_KEPT);

                reloaded.navigate(page.url());
                for (String part :
                        List.of(".derivation", ".figures", ".example-logits tbody", ".example-logits tfoot")) {
                    assertThat(page.locator(part).textContent().replaceAll("\\s+", " "))
                            .as("%s of %s", part, page.url())
                            .isEqualTo(reloaded.locator(part).textContent().replaceAll("\\s+", " "));
                }
            }
        }
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_logit_is_dragged_and_the_loss_follows() {
        for (int width : List.of(1280, 360)) {
            Page page = chromium.page(width, 1000);
            page.navigate(server.address + "/words/loss");
            chromium.assertAccessible(page);
            Locator loss = page.locator("[data-example-loss]");
            assertThat(loss).hasText("0.1526");
            assertThat(page.locator("[data-example-truth]")).hasText("0.8585");

            page.getByLabel("1", new Page.GetByLabelOptions().setExact(true)).check();
            assertThat(loss).hasText("4.1526");
            page.getByLabel("Logit of 1, to drag").fill("5");
            assertThat(page.getByLabel("Logit of 1", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue("5");
            assertThat(loss).hasText("0.7639");
            page.waitForURL(Pattern.compile(".*/words/loss\\?z=5,5,1,1,1,1,1,1,1,1&true=1"));
            chromium.assertAccessible(page);
        }
        assertThat(chromium.logged()).isEmpty();
    }
}
