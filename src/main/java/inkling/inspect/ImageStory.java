package inkling.inspect;

import inkling.archive.EachEpoch;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * What each epoch's checkpoint says of one image.
 *
 * @param label its true label
 * @param classes the names of the outputs
 * @param epochs in order
 * @param probabilities of every class, an array an epoch
 */
record ImageStory(int label, List<String> classes, List<Integer> epochs, List<double[]> probabilities) {
    /** Of more epochs than these some are told: a checkpoint has to be read for each. */
    private static final int MOST = 60;

    /** An epoch's line in the table. */
    record Row(int epoch, String predicted, String confidence, String labelProbability, boolean right) {}

    /** @param x the image as the network takes it */
    static ImageStory of(RunArchive archive, EpochRequest request, float[] x, int label) {
        Run run = request.run();
        SortedMap<Integer, double[]> told = EachEpoch.of(
                        request.told(MOST),
                        epoch -> archive.network(run, epoch).forward(x).probabilities())
                .found();
        told.values().removeIf(said -> !Arrays.stream(said).allMatch(Double::isFinite)); // Such a one has diverged.
        return new ImageStory(
                label, run.data().orElseThrow().outputNames(), List.copyOf(told.keySet()), List.copyOf(told.values()));
    }

    List<Row> rows() {
        return IntStream.range(0, epochs.size()).mapToObj(this::row).toList();
    }

    private Row row(int i) {
        double[] all = probabilities.get(i);
        int predicted = IntStream.range(0, all.length).reduce(0, (best, c) -> all[c] > all[best] ? c : best);
        return new Row(
                epochs.get(i),
                classes.get(predicted),
                Figures.percent(all[predicted]),
                Figures.percent(all[label]),
                predicted == label);
    }
}
