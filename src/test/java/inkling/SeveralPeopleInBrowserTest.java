package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The queue of several people in a real browser. */
@Timeout(180)
class SeveralPeopleInBrowserTest {
    @TempDir
    private Path folder;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private SeveralPeople people;

    @Test
    void who_looks_after_it_has_devices_take_turns_and_jobs_move_among_their_own() throws Exception {
        chromium = Chromium.start();
        people = new SeveralPeople(folder);
        Entering anna = people.entered("Anna");
        Entering ben = people.entered("Ben");
        anna.post("/runs", people.form(1000, "long"));
        anna.post("/runs", people.form(1, "one"));
        anna.post("/runs", people.form(1, "two"));
        ben.post("/runs", people.form(1, "three"));
        Page page = chromium.page(1280, 900);
        logIn(page, "Mia");
        Locator waiting = page.locator(".queue-waiting .queue-title");
        assertThat(page.locator(".job-by")).hasText("by Anna");
        assertThat(waiting)
                .containsText(new String[] {"Run 2: one by Anna", "Run 3: two by Anna", "Run 4: three by Ben"});

        button(page, "Take turns between people").click();
        assertThat(waiting.first()).containsText("Run 4: three by Ben");
        button(page, "Move Run 3: two to the front").click();
        assertThat(waiting.nth(1)).containsText("Run 3: two by Anna");
        assertThat(button(page, "Move Run 4: three down")).hasAttribute("aria-disabled", "true");
        assertThat(button(page, "Move Run 3: two up")).hasAttribute("aria-disabled", "true");
        chromium.assertAccessible(page);

        Page telephone = chromium.page(360, 780);
        logIn(telephone, "Ben");
        assertThat(telephone.locator(".queue-turns")).containsText("Devices take turns between people");
        assertThat(telephone.locator(".queue-turns button")).hasCount(0);
        chromium.assertAccessible(telephone);
        assertThat(chromium.logged()).isEmpty();
        people.app
                .parts()
                .worker
                .jobs()
                .forEach(job -> people.app.parts().worker.cancel(job.id()));
    }

    private void logIn(Page page, String name) {
        page.navigate(people.address + "/queue");
        page.getByLabel("Name").fill(name);
        page.getByLabel("Password").fill(SeveralPeople.PASSWORD);
        button(page, "Log in").first().click();
        page.waitForURL("**/queue");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
