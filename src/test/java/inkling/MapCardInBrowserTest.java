package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import inkling.http.Proxies;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the card beside the pointer stands on a map. */
@Timeout(300)
class MapCardInBrowserTest {
    /** Of the box's shorter side: a lasso that leaves room for the card. */
    private static final double LASSO = 0.3;

    private static final String DRAWN = """
            () => {
              const canvas = document.querySelector("[data-map-points]");
              const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
              return data.some((value, i) => i % 4 === 3 && value > 0);
            }
            """;

    @TempDir
    private Path folder;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private SmallServer server;

    @Test
    void it_stays_in_the_frame_and_hides_neither_the_pointer_nor_the_lasso() throws Exception {
        chromium = Chromium.start();
        server = new SmallServer(folder, Proxies.NONE);
        for (int width : new int[] {1280, 360}) {
            Page page = chromium.page(width, 2_000);
            int seen = cards(page, "/runs/1/map?layer=h2&split=test&method=pca&epoch=2");
            assertThat(seen).as("cards at %d pixels", width).isGreaterThan(2);
            assertThat(cards(page, "/compare/maps?runs=1,2&layer=h2&method=pca"))
                    .isGreaterThan(2);
        }
        assertThat(chromium.logged()).noneMatch(line -> line.startsWith("error"));
    }

    /** Draws a lasso in the middle of the left edge, points everywhere, and looks at each card that comes. */
    private int cards(Page page, String path) {
        page.navigate(server.address + path);
        Locator map = page.locator("[data-map-box]").first();
        Locator card = page.locator("[data-map-card]").first();
        page.waitForFunction(DRAWN);
        page.locator("[name=drag][value=lasso]").first().check();
        page.evaluate("scrollTo(0, 0)");
        BoundingBox box = map.boundingBox();
        double side = LASSO * Math.min(box.width, box.height);
        BoundingBox lasso = new BoundingBox();
        lasso.x = box.x + 2;
        lasso.y = box.y + (box.height - side) / 2;
        lasso.width = lasso.height = side;
        page.mouse().move(lasso.x, lasso.y);
        page.mouse().down();
        page.mouse().move(lasso.x + side, lasso.y);
        page.mouse().move(lasso.x + side, lasso.y + side);
        page.mouse().move(lasso.x, lasso.y + side);
        page.mouse().up();
        int seen = 0;
        for (double y = box.y + 8; y < box.y + box.height; y += box.height / 20) {
            for (double x = box.x + 8; x < box.x + box.width; x += box.width / 20) {
                page.mouse().move(x, y);
                if (card.isHidden()) {
                    continue;
                }
                seen++;
                BoundingBox at = card.boundingBox();
                String where = "card at %.0f, %.0f of %s".formatted(x - box.x, y - box.y, path);
                assertThat(at.x >= box.x && at.x + at.width <= box.x + box.width + 2)
                        .as(where)
                        .isTrue();
                assertThat(at.y >= box.y && at.y + at.height <= box.y + box.height + 2)
                        .as(where)
                        .isTrue();
                assertThat(x >= at.x && x <= at.x + at.width && y >= at.y && y <= at.y + at.height)
                        .as(where + " hides the pointer")
                        .isFalse();
                boolean apart = at.x > lasso.x + side
                        || at.x + at.width < lasso.x
                        || at.y > lasso.y + side
                        || at.y + at.height < lasso.y;
                assertThat(apart || !hidesCorner(at, lasso))
                        .as(where + " hides the lasso")
                        .isTrue();
            }
        }
        return seen;
    }

    private static boolean hidesCorner(BoundingBox at, BoundingBox lasso) {
        for (double x : new double[] {lasso.x, lasso.x + lasso.width}) {
            for (double y : new double[] {lasso.y, lasso.y + lasso.height}) {
                if (x > at.x + 1 && x < at.x + at.width - 1 && y > at.y + 1 && y < at.y + at.height - 1) {
                    return true;
                }
            }
        }
        return false;
    }
}
