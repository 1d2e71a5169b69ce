package inkling.stress;

import inkling.analysis.pictures.Sheet;
import inkling.analysis.robustness.Damaged;
import inkling.analysis.robustness.Fall;
import inkling.analysis.robustness.Measured;
import inkling.analysis.robustness.Robustness;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.runs.Run;
import inkling.charts.Curve;
import inkling.charts.LineChart;
import inkling.corruption.Corruption;
import inkling.dataset.LabelledImages;
import inkling.http.Address;
import inkling.inspect.ImagePictures;
import inkling.stress.StressRequest.Sort;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a stress test came to, in the words of its page.
 *
 * @param sums over all corruptions and strengths
 * @param panels one a corruption
 * @param epochs the stressed epochs beside each other
 * @param chosen the corruption and strength that are looked at closely
 * @param falls the images that fall first
 */
record StressView(Sums sums, List<Panel> panels, List<Epoch> epochs, Chosen chosen, List<Falling> falls, int images) {
    /** The sums. */
    record Sums(String error, String rise, String calibration, String accuracy, String cleanCalibration) {}

    /**
     * A corruption.
     *
     * @param rows its numbers, from the images as they are to the strongest
     */
    record Panel(
            String id,
            String title,
            String about,
            String url,
            boolean chosen,
            String error,
            LineChart chart,
            List<Row> rows) {}

    /** One strength of a corruption. */
    record Row(int strength, String accuracy, String calibration, String loss, String parameters) {}

    /** A stressed epoch. */
    record Epoch(int epoch, String url, boolean here, String accuracy, String error, String calibration) {}

    /** One corruption at one strength. */
    record Chosen(
            Corruption corruption,
            int strength,
            List<Strength> strengths,
            Row row,
            String sheet,
            int sheetWidth,
            int sheetHeight,
            List<Fallen> fallen) {}

    /** A strength to choose. */
    record Strength(int strength, String url, boolean chosen) {}

    /** An image that falls there, and where it is in the sheet of pictures. */
    record Fallen(int image, String viewBox, String label, String taken, String url) {}

    /** An image that falls early. */
    record Falling(int image, String picture, String label, String by, String names, String url, String under) {}

    /**
     * @param results of each stressed epoch, the one that is looked at among them
     * @param images the test images
     */
    static StressView of(StressRequest request, Map<Integer, Robustness> results, LabelledImages images) {
        Robustness result = results.get(request.of().epoch());
        List<String> names = request.of().run().data().orElseThrow().outputNames();
        Comparator<Damaged> order = request.sort() == Sort.DAMAGE
                ? Comparator.comparingDouble(Damaged::meanError).reversed()
                : Comparator.comparing(damaged -> damaged.corruption().title());
        return new StressView(
                sums(result),
                result.corruptions().stream()
                        .sorted(order)
                        .map(damaged -> panel(request, result, damaged, results))
                        .toList(),
                results.entrySet().stream()
                        .map(each -> epoch(request, each.getKey(), each.getValue()))
                        .toList(),
                chosen(request, result, images, names),
                result.falls().stream()
                        .map(fall -> falling(request, fall, names.get(images.label(fall.image()))))
                        .toList(),
                result.images());
    }

    private static Sums sums(Robustness result) {
        return new Sums(
                Figures.percent(result.meanError()),
                Metric.MEAN_CORRUPTION_ERROR.distance(result.rise()),
                Figures.percent(result.meanCalibrationError()),
                Figures.percent(result.clean().accuracy()),
                Figures.percent(result.clean().calibrationError()));
    }

    private static Panel panel(
            StressRequest request, Robustness result, Damaged damaged, Map<Integer, Robustness> results) {
        Corruption corruption = damaged.corruption();
        return new Panel(
                corruption.id(),
                corruption.title(),
                corruption.about(),
                request.address().with("corruption", corruption.id()) + "#chosen",
                corruption == request.corruption(),
                Figures.percent(damaged.meanError()),
                chart(result, damaged, results),
                rows(result, damaged));
    }

    private static LineChart chart(Robustness result, Damaged damaged, Map<Integer, Robustness> results) {
        int corruption = damaged.corruption().ordinal();
        List<Curve> curves = new ArrayList<>();
        results.forEach((epoch, other) -> {
            if (other != result) {
                Damaged same = other.corruptions().get(corruption);
                curves.add(new Curve(
                        Text.of("accuracy of epoch %d", epoch),
                        "line-other",
                        StrengthChart.points(other.clean(), same, Measured::accuracy),
                        false));
            }
        });
        curves.add(new Curve(
                "calibration error",
                "line-validation line-dashed",
                StrengthChart.points(result.clean(), damaged, Measured::calibrationError),
                false));
        curves.add(new Curve(
                "accuracy", "line-training", StrengthChart.points(result.clean(), damaged, Measured::accuracy), true));
        return StrengthChart.of(curves);
    }

    private static List<Row> rows(Robustness result, Damaged damaged) {
        List<Row> rows = new ArrayList<>(List.of(row(0, result.clean(), "")));
        for (int strength = 1; strength <= damaged.strengths().size(); strength++) {
            rows.add(row(
                    strength,
                    damaged.strengths().get(strength - 1).measured(),
                    damaged.corruption().parameters(strength)));
        }
        return rows;
    }

    private static Row row(int strength, Measured measured, String parameters) {
        return new Row(
                strength,
                Figures.percent(measured.accuracy()),
                Figures.percent(measured.calibrationError()),
                Figures.loss(measured.loss()),
                parameters);
    }

    private static Epoch epoch(StressRequest request, int epoch, Robustness result) {
        return new Epoch(
                epoch,
                request.address().with("epoch", epoch).toString(),
                epoch == request.of().epoch(),
                Figures.percent(result.clean().accuracy()),
                Figures.percent(result.meanError()),
                Figures.percent(result.meanCalibrationError()));
    }

    private static Chosen chosen(StressRequest request, Robustness result, LabelledImages images, List<String> names) {
        Corruption corruption = request.corruption();
        Damaged damaged = result.corruptions().get(corruption.ordinal());
        Damaged.Level level = damaged.strengths().get(request.strength() - 1);
        Sheet sheet = new Pictures(images.shape(), StressPage.IN_A_ROW, level.fallen().length).sheet();
        return new Chosen(
                corruption,
                request.strength(),
                IntStream.rangeClosed(1, Corruption.STRENGTHS)
                        .mapToObj(strength -> new Strength(
                                strength,
                                request.address()
                                        .with("corruption", corruption.id())
                                        .with("strength", strength)
                                        .toString(),
                                strength == request.strength()))
                        .toList(),
                rows(result, damaged).get(request.strength()),
                new Address(request.of().run().url() + "/stress/fallen.png")
                        .with("epoch", request.of().epoch())
                        .with("corruption", corruption.id())
                        .with("strength", request.strength())
                        .toString(),
                sheet.sheetWidth(),
                sheet.sheetHeight(),
                IntStream.range(0, level.fallen().length)
                        .mapToObj(i -> new Fallen(
                                level.fallen()[i],
                                sheet.viewBox(i),
                                names.get(images.label(level.fallen()[i])),
                                names.get(level.taken()[i]),
                                under(request, level.fallen()[i])))
                        .toList());
    }

    private static Falling falling(StressRequest request, Fall fall, String label) {
        Run run = request.of().run();
        ImageName name = new ImageName(ImageSplit.TEST, fall.image());
        List<String> first = Stream.of(Corruption.values())
                .filter(corruption -> fall.strengths()[corruption.ordinal()] == weakest(fall))
                .map(corruption -> corruption.title().toLowerCase(Locale.ROOT))
                .toList();
        return new Falling(
                fall.image(),
                ImagePictures.url(run, name),
                label,
                Text.of("%d of %d at strength %d", first.size(), Corruption.values().length, weakest(fall)),
                String.join(", ", first),
                new Address(name.url(run))
                        .with("epoch", request.of().asked("epoch"))
                        .toString(),
                under(request, fall.image()));
    }

    private static int weakest(Fall fall) {
        return IntStream.of(fall.strengths()).filter(at -> at > 0).min().orElseThrow();
    }

    /** The page with an image under all corruptions. */
    private static String under(StressRequest request, int image) {
        return request.address().with("image", image) + "#under";
    }
}
