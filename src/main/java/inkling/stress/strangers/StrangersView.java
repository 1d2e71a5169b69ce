package inkling.stress.strangers;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.Separation;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * How well the network of an epoch tells test images from strangers, as the page and its JSON have it.
 *
 * @param with the id of the strangers that are looked at closely
 * @param kinds every sort of strangers, in short
 * @param testImages how many test images there are
 * @param confidence both groups' in bins
 * @param energy likewise
 * @param surest the strangers of which the network is surest, the surest first
 */
record StrangersView(
        int epoch,
        String with,
        List<KindView> kinds,
        int testImages,
        Bins confidence,
        Bins energy,
        List<Surest> surest) {
    private static final int BINS = 20;
    private static final int SHOWN = 20;

    /**
     * One sort.
     *
     * @param count how many
     * @param byConfidence what the largest probability tells
     * @param byEnergy what the logarithm of the sum of the logits' exponentials tells
     * @param confidence the mean on them
     */
    record KindView(
            String id, String title, int count, Separation byConfidence, Separation byEnergy, double confidence) {
        static KindView of(Kind kind, LabelledPredictions test, LabelledPredictions strangers) {
            double[] sure = scores(strangers, LabelledPredictions::confidence);
            return new KindView(
                    kind.id(),
                    kind.title(),
                    strangers.size(),
                    Separation.of(scores(test, LabelledPredictions::confidence), sure),
                    Separation.of(
                            scores(test, LabelledPredictions::energyScore),
                            scores(strangers, LabelledPredictions::energyScore)),
                    Arrays.stream(sure).average().orElse(Double.NaN));
        }

        public String confidenceText() {
            return Figures.percent(confidence);
        }

        public String countText() {
            return Figures.count(count);
        }
    }

    /** Scores of both groups in bins of equal width; the edges are one more than the bins. */
    record Bins(double[] edges, int[] test, int[] strangers) {
        static Bins of(double[] test, double[] strangers, double low, double high) {
            double[] edges = IntStream.rangeClosed(0, BINS)
                    .mapToDouble(i -> low + i * (high - low) / BINS)
                    .toArray();
            return new Bins(edges, counts(test, low, high), counts(strangers, low, high));
        }

        private static int[] counts(double[] scores, double low, double high) {
            int[] counts = new int[BINS];
            for (double score : scores) {
                int bin = (int) ((score - low) / (high - low) * BINS);
                counts[Math.max(0, Math.min(BINS - 1, bin))]++;
            }
            return counts;
        }

        /** A bin's line in the table. */
        public List<Row> rows(boolean percent) {
            return IntStream.range(0, BINS)
                    .mapToObj(i -> new Row(
                            percent
                                    ? Text.of("%.0f–%.0f\u2009%%", 100 * edges[i], 100 * edges[i + 1])
                                    : Text.of("%.1f to %.1f", edges[i], edges[i + 1])
                                            .replace("-", "\u2212"),
                            Figures.count(test[i]),
                            Figures.count(strangers[i])))
                    .toList();
        }
    }

    record Row(String range, String test, String strangers) {}

    /** A stranger of which the network is sure. */
    record Surest(int index, int predicted, String name, double confidence, double energy) {
        public String confidenceText() {
            return Figures.percent(confidence);
        }
    }

    static StrangersView of(
            int epoch,
            Kind kind,
            List<KindView> kinds,
            List<String> names,
            LabelledPredictions test,
            LabelledPredictions strangers) {
        double[] known = scores(test, LabelledPredictions::energyScore);
        double[] other = scores(strangers, LabelledPredictions::energyScore);
        double low = Math.min(
                Arrays.stream(known).min().orElse(0), Arrays.stream(other).min().orElse(0));
        double high = Math.max(
                Arrays.stream(known).max().orElse(1), Arrays.stream(other).max().orElse(1));
        return new StrangersView(
                epoch,
                kind.id(),
                kinds,
                test.size(),
                Bins.of(
                        scores(test, LabelledPredictions::confidence),
                        scores(strangers, LabelledPredictions::confidence),
                        0,
                        1),
                Bins.of(known, other, low, Math.max(high, low + 1e-9)),
                surest(names, strangers));
    }

    private static List<Surest> surest(List<String> names, LabelledPredictions strangers) {
        double[] confidence = scores(strangers, LabelledPredictions::confidence);
        return IntStream.range(0, strangers.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -confidence[i]))
                .limit(SHOWN)
                .map(i -> new Surest(
                        i,
                        strangers.predicted(i),
                        names.get(strangers.predicted(i)),
                        confidence[i],
                        strangers.energyScore(i)))
                .toList();
    }

    private static double[] scores(LabelledPredictions said, ToDoubleBiFunction<LabelledPredictions, Integer> score) {
        return IntStream.range(0, said.size())
                .mapToDouble(image -> score.applyAsDouble(said, image))
                .toArray();
    }

    /** An AUROC, as a share of 1: {@code 0.957}. */
    public static String area(double area) {
        return Text.of("%.3f", area);
    }

    public static String share(double share) {
        return Figures.percent(share);
    }
}
