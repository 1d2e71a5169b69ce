package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody does first, with an empty home: starts the program, opens its page, presses Train. How long that takes is
 * printed; {@code mvn test -Dtest=FirstMinuteTest} says it of this machine.
 */
@Timeout(300)
class FirstMinuteTest {
    private static final String CURVE_MOVES =
            "() => window.Chart?.getChart(document.querySelector('canvas[data-curve=loss]'))"
                    + "?.data.datasets.some(({ data }) => data.length > 2)";

    @TempDir
    private Path folder;

    @Test
    void a_curve_moves_after_one_press_on_train() throws Exception {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1280, 900);
            long start = System.nanoTime();

            Program program = Program.ordinary(folder, "--port", "0");
            try {
                URI address = program.awaitAddress();
                String ready = since(start);
                page.navigate(address.toString());
                String shown = since(start);
                page.getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions().setName("Train").setExact(true))
                        .click();
                page.waitForFunction(CURVE_MOVES);

                System.out.printf(
                        "from the start: ready after %s s, page shown %s s, curve moving %s s%n",
                        ready, shown, since(start));
                assertThat(page.url()).endsWith("/runs/1");
                assertThat(chromium.logged()).isEmpty();
            } finally {
                program.kill();
            }
        }
    }

    private static String since(long start) {
        return "%.1f".formatted((System.nanoTime() - start) / 1e9);
    }
}
