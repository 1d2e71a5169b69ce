package inkling.stress;

import inkling.analysis.robustness.Damaged;
import inkling.analysis.robustness.Fall;
import inkling.analysis.robustness.Measured;
import inkling.analysis.robustness.Robustness;
import inkling.archive.runs.Run;
import inkling.corruption.Corruption;
import inkling.http.Json.Flat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a stress test came to, as the API and the command line write it.
 *
 * @param meanCorruptionError the mean share of wrong answers, over all corruptions and strengths
 * @param rise how much that is above the share on the images as they are
 */
public record StressJson(
        long run,
        int epoch,
        int images,
        Measured clean,
        double meanCorruptionError,
        double rise,
        double meanCalibrationError,
        List<Row> corruptions,
        List<Fallen> firstToFall) {
    static StressJson of(Run run, int epoch, Robustness result) {
        return new StressJson(
                run.id(),
                epoch,
                result.images(),
                result.clean(),
                result.meanError(),
                result.rise(),
                result.meanCalibrationError(),
                result.corruptions().stream().map(Row::of).toList(),
                result.falls().stream().map(Fallen::of).toList());
    }

    /** @param parameters what the numbers of each strength are, in words */
    record Row(Corruption corruption, String title, double meanError, List<Level> strengths) {
        static Row of(Damaged damaged) {
            return new Row(
                    damaged.corruption(),
                    damaged.corruption().title(),
                    damaged.meanError(),
                    IntStream.range(0, damaged.strengths().size())
                            .mapToObj(i -> new Level(
                                    i + 1,
                                    damaged.corruption().parameters(i + 1),
                                    damaged.strengths().get(i).measured()))
                            .toList());
        }
    }

    record Level(int strength, String parameters, @Flat Measured measured) {}

    /** @param strengths by the corruptions that bring the image down, the weakest strength that does */
    record Fallen(int image, Map<String, Integer> strengths) {
        static Fallen of(Fall fall) {
            Map<String, Integer> strengths = new LinkedHashMap<>();
            for (Corruption corruption : Corruption.values()) {
                int strength = fall.strengths()[corruption.ordinal()];
                if (strength > 0) {
                    strengths.put(corruption.id(), strength);
                }
            }
            return new Fallen(fall.image(), strengths);
        }
    }
}
