package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import inkling.http.Proxies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deleting and Undo as people meet them. */
@Timeout(600)
class UndoInBrowserTest {
    @TempDir
    private Path folder;

    @AutoClose
    private SmallServer server;

    @AutoClose
    private Chromium chromium;

    @BeforeEach
    void start() throws Exception {
        chromium = Chromium.start();
        server = new SmallServer(folder, Proxies.NONE);
        Path birds = Files.createDirectories(folder.resolve("home/datasets/birds"));
        Shapes.zip(birds.resolve("birds.zip"), 20);
    }

    @Test
    void a_map_and_a_data_set_are_deleted_and_come_back() {
        for (int width : List.of(1280, 360)) {
            Page page = chromium.page(width, 800);
            page.waitForResponse(
                    "**/points.bin",
                    () -> page.navigate(server.address + "/runs/1/map?method=tsne&layer=h2&split=test&epoch=2"));
            page.locator("#map-actions button.danger").click();
            undo(page, "Map ");
            assertThat(page.locator("#map-actions button.danger")).isVisible();

            page.navigate(server.address + "/data/birds");
            page.locator("summary", new Page.LocatorOptions().setHasText("Delete this data set"))
                    .click();
            page.locator("details[open] button.danger").click();
            assertThat(page.locator("#set-list")).not().containsText("birds");
            page.navigate(server.address + "/deleted");
            chromium.assertAccessible(page);
            page.goBack();
            undo(page, "Data set birds was deleted.");
            assertThat(page.locator("#set-list")).containsText("birds");
        }
        // A page may ask for a map's points while the map is being deleted.
        assertThat(chromium.loggedBesidesMissing()).isEmpty();
    }

    private void undo(Page page, String said) {
        assertThat(page.locator(".undo")).containsText(said);
        chromium.assertAccessible(page);
        page.locator(".undo button").click();
        assertThat(page.locator(".undo")).hasCount(0);
    }
}
