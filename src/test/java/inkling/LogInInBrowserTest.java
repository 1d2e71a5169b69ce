package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import inkling.access.Role;
import inkling.http.Proxies;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in and out and looking on, in a browser, at a dashboard that listens beyond this machine. */
class LogInInBrowserTest {
    private static final String PASSWORD = "correct horse";

    @TempDir
    private static Path folder;

    private static App app;
    private static URI address;

    private Chromium chromium;

    @BeforeAll
    static void fill() throws Exception {
        new SmallServer(folder, Proxies.NONE).close();
        app = new App(folder.resolve("home"));
        app.recover();
        app.parts().people.add("Ada", PASSWORD, Role.TRAIN);
        app.parts().people.add("Tom", PASSWORD, Role.LOOK);
        address = app.serve(new Settings("0.0.0.0", 0, List.of(), folder.resolve("home")));
    }

    @AfterAll
    static void close() {
        app.close();
    }

    @BeforeEach
    void open() {
        chromium = Chromium.start();
    }

    @AfterEach
    void closeBrowser() {
        chromium.close();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static void logIn(Page page, String name, String password) {
        page.getByLabel("Name").fill(name);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, named("Log in")).first().click();
    }

    @Test
    void who_asks_for_a_page_logs_in_and_is_led_there_and_out_again() {
        Page page = chromium.page(1280, 900);
        page.navigate(address + "/runs/1/confusion?epoch=2");
        assertThat(page).hasTitle("Log in – Inkling");
        chromium.assertAccessible(page);

        logIn(page, "Ada", "wrong one");
        assertThat(page.getByText("Name and password do not belong together.")).isVisible();
        assertThat(page.getByLabel("Name")).hasValue("Ada");
        assertThat(page.getByLabel("Password")).hasValue("");
        logIn(page, "Ada", PASSWORD);

        assertThat(page).hasURL(address + "/runs/1/confusion?epoch=2");
        assertThat(page.locator(".who")).containsText("Ada");
        assertThat(page.locator(".read-only")).hasCount(0);
        page.getByRole(AriaRole.BUTTON, named("Log out")).click();
        assertThat(page).hasTitle("Log in – Inkling");
        page.goBack();
        page.navigate(address + "/runs/1");
        assertThat(page).hasURL(address + "/login?to=%2Fruns%2F1");
        assertThat(chromium.logged().stream()
                        .filter(line -> !line.contains("401"))
                        .toList())
                .isEmpty();
    }

    @Test
    void the_address_that_is_printed_lets_in_and_the_token_is_not_in_it_afterwards() {
        Page page = chromium.page(1280, 900);

        page.navigate(app.addressToOpen().toString());

        assertThat(page).hasURL(address + "/");
        assertThat(page.locator(".who")).containsText("Token");
        assertThat(page.getByRole(AriaRole.LINK, named("People"))).isVisible();
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void who_tries_too_often_is_told_how_long_to_wait() {
        Page page = chromium.page(1280, 900);
        page.navigate(address + "/login");

        for (int i = 0; i < 20 && page.getByText("try again in").count() == 0; i++) {
            logIn(page, "Nobody", "wrong " + i);
            assertThat(page.locator(".error-text")).isVisible();
        }

        assertThat(page.locator(".error-text"))
                .containsText(Pattern.compile("wrong too often; try again in \\d+ seconds?\\."));
    }

    @Test
    void a_session_that_has_ended_is_said_on_the_page_and_nothing_typed_is_lost() {
        Page page = chromium.page(1280, 900);
        page.navigate(address + "/login?to=/runs/new");
        logIn(page, "Ada", PASSWORD);
        page.getByLabel("Name").first().fill("Not to be lost");
        assertThat(page.locator("[data-connection]")).isEmpty();

        app.parts().database.jdbi().useHandle(handle -> handle.execute("delete from session"));

        // The server looks every five seconds.
        assertThat(page.locator("[data-connection]")).containsText("You are not logged in any more.");
        assertThat(page.getByLabel("Name").first()).hasValue("Not to be lost");
        Page other = page.context().newPage();
        other.navigate(address.toString());
        logIn(other, "Ada", PASSWORD);
        assertThat(other).hasURL(address + "/");
        assertThat(page.locator("[data-connection]")).isEmpty();
    }

    @Test
    void who_may_look_finds_nothing_that_would_be_refused() {
        Page page = chromium.page(1280, 900);
        page.navigate(address + "/login?to=/runs/1");
        logIn(page, "Tom", PASSWORD);

        assertThat(page.locator(".read-only")).isVisible();
        assertThat(page.getByText("Train again")).hasCount(0);
        assertThat(page.getByRole(AriaRole.LINK, named("Share"))).hasCount(0);
        assertThat(page.getByRole(AriaRole.BUTTON, named("Log out"))).isVisible();
        assertThat(page.navigate(address + "/runs/new").status()).isEqualTo(403);
        page.setViewportSize(360, 800);
        page.navigate(address + "/runs/1");
        chromium.assertAccessible(page);
    }

    @Test
    void a_run_is_shared_by_a_link_and_taken_back() {
        Page ada = chromium.page(1280, 900);
        ada.navigate(address + "/login?to=/runs/1");
        logIn(ada, "Ada", PASSWORD);
        ada.getByRole(AriaRole.LINK, named("Share")).click();
        ada.getByRole(AriaRole.BUTTON, named("Make a link")).click();
        String link = ada.locator("#f-link").inputValue();
        chromium.assertAccessible(ada);

        Page guest = chromium.page(1280, 900);
        guest.navigate(link);

        assertThat(guest).hasURL(address + "/runs/1");
        assertThat(guest.getByRole(AriaRole.HEADING, named("Small"))).isVisible();
        assertThat(guest.locator(".read-only")).isVisible();
        assertThat(guest.locator(".site-nav")).hasCount(0);
        assertThat(guest.locator("[data-connection]")).isEmpty();
        guest.getByRole(AriaRole.LINK, named("Confusion")).first().click();
        assertThat(guest).hasURL(Pattern.compile(".*/runs/1/confusion.*"));
        chromium.assertAccessible(guest);
        List<?> leads = (List<?>) guest.evaluate(
                "() => [...document.querySelectorAll('a[href]')].map((each) => new URL(each.href).pathname)");
        assertThat(leads).isNotEmpty().allMatch(each -> each.toString().matches("/runs/1(/.*)?|/words.*"));
        assertThat(chromium.loggedBesidesMissing()).isEmpty();

        var takeBack = ada.getByRole(AriaRole.BUTTON, named("Take back the link to run 1 that Ada made"));
        takeBack.click();

        assertThat(takeBack).hasCount(0);
        assertThat(guest.locator("[data-connection]")).containsText("You are not logged in any more.");
        assertThat(guest.navigate(link).status()).isEqualTo(404);
        assertThat(guest.getByText("was taken back")).isVisible();
    }

    @Test
    void two_runs_side_by_side_are_shared_with_all_their_views() {
        Page ada = chromium.page(1280, 900);
        ada.navigate(address + "/login?to=/compare?runs=1,2");
        logIn(ada, "Ada", PASSWORD);
        ada.getByRole(AriaRole.LINK, named("Share")).click();
        ada.getByRole(AriaRole.BUTTON, named("Make a link")).click();
        Page guest = chromium.page(360, 800);

        guest.navigate(ada.locator("#f-link").inputValue());

        assertThat(guest).hasURL(address + "/compare?runs=1,2");
        assertThat(guest.getByLabel("Add a run")).hasCount(0);
        chromium.assertAccessible(guest);
        guest.navigate(address + "/runs/2");
        assertThat(guest.locator(".run-title")).isVisible();
        assertThat(guest.navigate(address + "/runs/3").status()).isEqualTo(403);
        assertThat(guest.getByText("This link shows runs 1, 2 side by side, and nothing else."))
                .isVisible();
    }
}
