package inkling.runs;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import inkling.Chromium;
import inkling.LogAxis;
import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.MeasuredEpoch;
import inkling.archive.metrics.StepWindow;
import inkling.archive.runs.RunRequest;
import inkling.archive.runs.TrainedOn;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.runs.job.Laboratory;
import inkling.training.Measured;
import inkling.training.Schedule;
import inkling.training.Score;
import inkling.training.Setting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The curves of a run in a real browser. */
class CurvesInBrowserTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final double[] LOSSES = {2.5, 0.4, 0, 1e-6, 0.0301, 0.0302, 0.03025};
    private static final String LOSS = "canvas[data-curve=loss]";
    private static final String RATE = "canvas[data-curve=learning_rate]";

    @TempDir
    private Path home;

    @Test
    void a_loss_of_zero_has_a_mark_below_a_logarithmic_axis_and_no_number_stands_on_another() {
        try (Chromium chromium = Chromium.start();
                Laboratory laboratory = new Laboratory(home)) {
            long run = finished(laboratory, LOSSES);
            for (int width : List.of(1280, 360)) {
                Page page = chromium.page(width, 900);
                page.navigate(laboratory.server.address() + "/runs/" + run);
                page.waitForFunction("() => window.Chart?.getChart(document.querySelector('" + LOSS + "'))");
                page.locator("label:has([name=scale][value=log])").click();

                LogAxis.assertZeroIsMarked(page, LOSS, 3, 2);
                page.locator(LOSS).evaluate(LogAxis.POINT_AT, List.of(3, 2));
                assertThat(page.locator("figure[data-metric=loss] [data-value=valid]"))
                        .hasText("0.0000");
                LogAxis.assertNumbersApart(page);
                chromium.assertAccessible(page);
                page.evaluate("() => Chart.getChart(document.querySelector('" + LOSS + "'))"
                        + ".zoomScale('x', { min: 195, max: 285 }, 'none')");
                page.waitForTimeout(300); // The other chart follows.
                LogAxis.assertNumbersApart(page);
            }
            assertThat(chromium.loggedBesidesMissing()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "lenet5"})
    void a_finished_run_of_five_epochs_prints_on_two_pages_light_sharp_and_as_wide_as_they_are(String network) {
        try (Chromium chromium = Chromium.start();
                Laboratory laboratory = new Laboratory(home)) {
            Map<Setting, Object> settings = Map.of(Setting.ARCH, Setting.ARCH.read(network));
            long run = finished(laboratory, settings, 0.4, 0.3, 0.2, 0.15, 0.1);
            Page page = chromium.page(1280, 900);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            page.navigate(laboratory.server.address() + "/runs/" + run);
            page.waitForFunction("() => window.Chart?.getChart(document.querySelector('" + LOSS + "'))");
            String line = "Chart.getChart(document.querySelector('" + LOSS + "')).data.datasets[3].borderColor";
            Object dark = page.evaluate(line);
            page.evaluate("() => addEventListener('beforeprint', () => { const canvas = document.querySelector('" + LOSS
                    + "'); window.printed = [" + line + ", canvas.width / canvas.clientWidth, canvas.clientWidth]; })");

            byte[] paper = page.pdf(new Page.PdfOptions().setFormat("A4"));

            assertThat(Pattern.compile("/Type\\s*/Page\\b")
                            .matcher(new String(paper, StandardCharsets.ISO_8859_1))
                            .results())
                    .hasSize(2);
            var printed = (List<?>) page.evaluate("window.printed");
            assertThat(printed.get(0)).isEqualTo("rgb(193, 79, 0)").isNotEqualTo(dark);
            assertThat(((Number) printed.get(1)).doubleValue()).isCloseTo(3, within(0.05));
            assertThat(((Number) printed.get(2)).intValue())
                    .as("half of 186 mm")
                    .isBetween(320, 352);
            assertThat(page.evaluate(line)).as("after printing").isEqualTo(dark);
            assertThat(chromium.loggedBesidesMissing()).isEmpty();
        }
    }

    @Test
    void a_plateau_is_said_below_the_curves_and_marked_on_them() {
        try (Chromium chromium = Chromium.start();
                Laboratory laboratory = new Laboratory(home)) {
            long run = finished(laboratory, 0.4, 0.3, 0.2, 0.2, 0.199, 0.2);
            Page page = chromium.page(360, 900);

            page.navigate(laboratory.server.address() + "/runs/" + run);
            page.waitForFunction("() => window.Chart?.getChart(document.querySelector('" + LOSS + "'))?.inklingSpan");

            assertThat(page.locator("#run-course"))
                    .containsText(Pattern.compile("Best epoch: 5, .*\\s+Plateau from epoch 4 on", Pattern.DOTALL));
            assertThat(page.evaluate("Chart.getChart(document.querySelector('" + LOSS + "')).inklingSpan.text"))
                    .isEqualTo("plateau from epoch 4");
            assertThat(page.evaluate("Chart.getChart(document.querySelector('" + LOSS + "')).inklingSpan.x"))
                    .isEqualTo(120);
            assertThat(chromium.loggedBesidesMissing()).isEmpty();
        }
    }

    @Test
    void the_layers_of_a_run_are_drawn_when_their_card_is_opened() throws Exception {
        try (Chromium chromium = Chromium.start();
                Laboratory laboratory = new Laboratory(home)) {
            laboratory.train(Laboratory.request(2));
            Page page = chromium.page(360, 900);
            page.navigate(laboratory.server.address() + "/runs/1");

            page.locator("[data-norms] > summary").click();

            page.waitForFunction(
                    "() => window.Chart?.getChart(document.querySelector('[data-norm=dead] canvas'))?.data.datasets[1]?.data.length === 2");
            String gradient = "Chart.getChart(document.querySelector('[data-norm=gradient] canvas'))";
            assertThat(page.evaluate(gradient + ".data.datasets.map(({ label, data }) => `${label} ${data.length}`)"))
                    .isEqualTo(List.of("input_fc 25", "hidden_fc 25", "logits 25"));
            assertThat(page.evaluate(gradient + ".options.scales.y.type")).isEqualTo("logarithmic");
            assertThat(page.evaluate("Chart.getChart(document.querySelector('[data-norm=share] canvas'))"
                            + ".data.datasets.at(-1).data.map(({ y }) => y)"))
                    .isEqualTo(List.of(0.001, 0.001));
            assertThat(page.locator("#run-norms tbody tr")).hasCount(5);
            chromium.assertAccessible(page);
            assertThat(chromium.loggedBesidesMissing()).isEmpty();
        }
    }

    @Test
    void a_learning_rate_that_moves_has_a_curve_of_its_own_and_one_that_stays_has_none() {
        try (Chromium chromium = Chromium.start();
                Laboratory laboratory = new Laboratory(home)) {
            long still = finished(laboratory, 0.4, 0.3);
            long moving = finished(laboratory, Map.of(Setting.SCHEDULE, Schedule.COSINE), 0.4, 0.3);
            Map<Setting, Object> smoothed = Map.of(Setting.WARM_UP, 0.5, Setting.LABEL_SMOOTHING, 0.1);
            long warming = finished(laboratory, smoothed, 0.4, 0.3);
            Page page = chromium.page(1280, 900);
            page.navigate(laboratory.server.address() + "/runs/" + still);
            page.waitForFunction("() => window.Chart?.getChart(document.querySelector('" + LOSS + "'))");
            assertThat(page.locator("figure[data-metric]")).hasCount(2);
            assertThat(page.locator(".curves-note")).not().containsText("The loss of training counts");
            page.navigate(laboratory.server.address() + "/runs/" + warming);
            assertThat(page.locator("figure[data-metric]")).hasCount(3);
            assertThat(page.locator(".curves-note")).containsText("The loss of training counts label smoothing");

            page.navigate(laboratory.server.address() + "/runs/" + moving);
            Locator figure = page.locator("figure[data-metric=learning_rate]");
            page.waitForFunction("() => window.Chart?.getChart(document.querySelector('" + RATE
                    + "'))?.data.datasets[0]" + ".data.length === 80");
            assertThat(figure.locator("h3")).hasText("Learning rate");
            assertThat(figure.locator("[data-value=steps]")).hasText("0.0000125");
            page.locator(RATE).evaluate(LogAxis.POINT_AT, List.of(0, 39));
            assertThat(figure.locator("[data-value=steps]")).hasText("0.000513");
            assertThat(page.locator("[data-place]")).hasText("at step 40");
            page.locator("label:has([name=scale][value=log])").click();
            assertThat(page.evaluate("Chart.getChart(document.querySelector('" + RATE + "')).options.scales.y.type"))
                    .isEqualTo("linear");
            chromium.assertAccessible(page);
            assertThat(chromium.loggedBesidesMissing()).isEmpty();
        }
    }

    private static long finished(Laboratory laboratory, double... losses) {
        return finished(laboratory, Map.of(), losses);
    }

    /** Of 40 steps an epoch, whose learning rate falls evenly by that of the last step. */
    private static long finished(Laboratory laboratory, Map<Setting, Object> settings, double... losses) {
        RunRequest usual = Laboratory.request(losses.length);
        long run = laboratory
                .life
                .create(
                        new RunRequest(
                                "Bars", usual.data(), usual.hyperparameters().with(settings), "cpu"),
                        "0.1.0",
                        NOON)
                .id();
        int steps = 40 * losses.length;
        laboratory.life.start(run, "cpu", NOON);
        laboratory.runs.use(
                run,
                new TrainedOn(
                        DatasetKind.BUILTIN,
                        "Bars.",
                        Fingerprint.ofWhole("a".repeat(64)),
                        ImageShape.MNIST,
                        400,
                        50,
                        100,
                        List.of("0", "1"),
                        10,
                        List.of()));
        for (int i = 0; i < losses.length; i++) {
            int epoch = i + 1;
            double loss = losses[i];
            laboratory.metrics.addEpoch(
                    run,
                    new MeasuredEpoch(
                            Measured.epoch(epoch, 2, loss, 0.9, loss, 0.9),
                            LongStream.rangeClosed(40L * i + 1, 40L * epoch)
                                    .mapToObj(step -> new StepWindow(
                                            step, epoch, 1, 0.3, 0.9, step * 0.05, 0.001 * (steps - step + 1) / steps))
                                    .toList()),
                    new CheckpointInfo(epoch, 40L * epoch, "checkpoint.safetensors", 9, NOON, Optional.empty()));
        }
        laboratory.life.finish(run, new Score(0.1, 0.9), NOON.plusSeconds(10));
        return run;
    }
}
