package inkling.queue;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import inkling.Chromium;
import inkling.imagine.Dream;
import inkling.maps.job.Method;
import inkling.worker.JobStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with the queue, in a real browser. */
@Timeout(180)
class QueueInBrowserTest {
    @TempDir
    private Path home;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private Bustle bustle;

    @BeforeEach
    void start() throws InterruptedException {
        chromium = Chromium.start();
        bustle = new Bustle(home);
    }

    @Test
    void what_waits_is_moved_and_cancelled_and_the_page_follows() throws Exception {
        Dream endless = bustle.now.imagine(true);
        Dream other = bustle.now.imagine(true);
        Page page = chromium.page(1280, 900);
        page.navigate(bustle.trained.server.address() + "/queue");
        Locator waiting = page.locator(".queue-waiting .queue-title a");
        assertThat(page.locator("[data-job-sentence]")).containsText("Surest so far");
        assertThat(waiting).hasCount(1);
        assertThat(page.locator("[data-job-waiting]")).hasText("1 waiting");
        chromium.assertAccessible(page);

        bustle.now.map(Method.TSNE);
        assertThat(waiting).hasCount(2);
        button(page, "Move Run 1: t-SNE of h2, epoch 1 up").click();
        assertThat(waiting.first()).hasText("Run 1: t-SNE of h2, epoch 1");
        assertThat(page.locator("[data-job-waiting]")).hasText("2 waiting");
        page.locator(".queue-running button").click();

        // The map takes a moment, and then the other search has the device.
        assertThat(page.locator(".queue-ended li")).hasCount(3);
        assertThat(page.locator(".queue-ended li").nth(1)).containsText("Cancelled");
        assertThat(page.locator(".queue-waiting")).hasCount(0);
        assertThat(page.locator("[data-job-waiting]")).isHidden();
        assertThat(bustle.now.find(endless).status()).isEqualTo(JobStatus.CANCELLED);
        page.locator(".queue-running button").click();
        assertThat(page.locator(".queue-empty")).isVisible();
        assertThat(page.locator("[data-jobs]")).isHidden();
        assertThat(bustle.now.find(other).status()).isEqualTo(JobStatus.CANCELLED);
        chromium.assertAccessible(page);
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void everything_works_on_a_telephone_and_an_imagined_picture_is_asked_for_again() throws Exception {
        Dream first = bustle.now.imagine(false);
        bustle.now.dreams().await(first);
        Page page = chromium.page(360, 780);
        page.navigate(bustle.trained.server.address() + first.url());

        button(page, "Again, with a new seed").click();
        page.waitForURL("**/imagine/2");
        assertThat(page.locator(".dream-settings")).containsText("2");
        page.getByText("Again, with changes").click();
        assertThat(page.getByLabel("Noise images")).hasValue("1000");
        assertThat(page.locator("#f-seed")).hasValue("2");

        bustle.now.imagine(true);
        bustle.now.imagine(false);
        page.navigate(bustle.trained.server.address() + "/queue");
        assertThat(page.locator(".job-row")).hasCount(1);
        chromium.assertAccessible(page);
        page.locator(".queue-waiting .danger").click();
        assertThat(page.locator(".queue-waiting")).hasCount(0);
        bustle.now.cancelAll();
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void what_is_left_reads_the_same_whether_the_server_or_the_browser_writes_it() throws Exception {
        List<Double> all = List.of(0.0, 0.2, 1.0, 9.5, 48.0, 59.5, 60.0, 89.0, 91.0, 785.0, 3569.0, 3571.0, 9000.0);
        List<List<Object>> arguments = all.stream().map(List::<Object>of).toList();
        List<Duration> left = all.stream()
                .map(seconds -> Duration.ofMillis(Math.round(1000 * seconds)))
                .toList();

        assertThat(chromium.results("shell/format.js", "timeLeft", arguments))
                .isEqualTo(
                        left.stream().map(each -> JobView.about(each) + " left").toList());
        assertThat(chromium.results("shell/format.js", "startsIn", arguments))
                .isEqualTo(left.stream()
                        .map(each -> "starts in about " + JobView.roughly(each))
                        .toList());
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
