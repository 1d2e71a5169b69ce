package inkling.runs.rates;

import inkling.charts.LineChart;
import inkling.http.Address;
import inkling.runs.rates.RateSearch.Found;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.RateCurve;
import inkling.training.RateCurve.Point;
import inkling.training.Setting;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a learning-rate range test found in the words of its page; the template reads its methods as properties. */
record RateView(Found found, Address form) {
    private RateCurve curve() {
        return found.curve();
    }

    public String data() {
        return found.data();
    }

    public LineChart chart() {
        return RateChart.of(curve());
    }

    /** As the form's field takes it; null if there is none. */
    public @Nullable String suggestion() {
        return curve().suggestion().map(Figures::plain).orElse(null);
    }

    /** The form with it. */
    public Optional<String> take() {
        return curve().suggestion()
                .map(rate ->
                        form.copy().with(Setting.LR.id(), Figures.plain(rate)).toString());
    }

    /** What the curve says, in sentences. */
    public String said() {
        String end = curve().blewUp()
                ? Text.of("It blew up at %s.", rate(curve().highest()))
                : Text.of("It did not blow up, even at %s.", rate(curve().highest()));
        return curve().suggestion().isPresent()
                ? Text.of(
                        "The smoothed loss is lowest, %s, at a rate of %s. %s A tenth of the rate with the lowest loss is suggested: there it is about to rise.",
                        Figures.loss(curve().lowest().smoothed()),
                        rate(curve().lowest().learningRate()),
                        end)
                : Text.of(
                        "No rate made the smoothed loss fall by more than a fiftieth of the %s that it began with, so there is nothing to suggest. %s",
                        Figures.loss(curve().points().get(0).smoothed()), end);
    }

    /** Every fifth step, for a table. */
    public List<Row> rows() {
        return curve().points().stream()
                .filter(point -> point.step() % 5 == 1
                        || point.step() == curve().points().size())
                .map(Row::new)
                .toList();
    }

    /** A step in the table. */
    record Row(Point point) {
        public int step() {
            return point.step();
        }

        public String learningRate() {
            return rate(point.learningRate());
        }

        public String loss() {
            return Figures.loss(point.loss());
        }

        public String smoothed() {
            return Figures.loss(point.smoothed());
        }
    }

    private static String rate(double rate) {
        return rate < 1e-4 ? Figures.signed(rate) : Figures.brief(rate);
    }
}
