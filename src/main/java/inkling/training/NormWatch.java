package inkling.training;

import inkling.network.Blueprint;
import inkling.network.Blueprint.Fitted;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which steps of a training are measured layer by layer, and what was measured of late.
 *
 * <p>Those are the first ones, in which most of what goes wrong does so, and then every so many: to measure a step takes
 * about a tenth of it. Where the loss has left what even guessing has, every step is, so that the one that spoils the
 * network can be named; those are not told.
 */
final class NormWatch {
    private static final int FIRST = 20;
    private static final int LEAST_APART = 20;
    /** How many of a run are told, about. */
    private static final int MOST = 1_000;
    /** Of all layers together; an epoch's stand in the header of its checkpoint, which has 4 MB. */
    private static final int MOST_NORMS = 10_000;
    /** So many times the loss of guessing is a loss that runs away. */
    private static final double RUNS_AWAY = 2;

    private final List<Fitted> layers;
    private final long apart;
    private final double most;
    private final List<Measured> unread = new ArrayList<>();
    private List<LayerNorms> recent = new ArrayList<>();
    private boolean runsAway;

    private record Measured(long step, int epoch, NormSums sums) {}

    /** @param steps of the whole run */
    NormWatch(Blueprint blueprint, long steps) {
        layers = blueprint.learning();
        int told = Math.max(1, Math.min(MOST, MOST_NORMS / Math.max(1, layers.size())));
        apart = Math.max(LEAST_APART, (steps + told - 1) / told);
        most = RUNS_AWAY * Math.log(blueprint.classes());
    }

    /** What a step's numbers are to be added to. */
    NormSums begin(long step) {
        return isTold(step) || runsAway ? new NormSums(layers, Training.PARTS_ON_CPU) : NormSums.NONE;
    }

    private boolean isTold(long step) {
        return step <= FIRST || step % apart == 0;
    }

    /** The step is done, though a device may not have got as far. */
    void end(long step, int epoch, NormSums sums) {
        if (sums.wanted()) {
            unread.add(new Measured(step, epoch, sums));
        }
    }

    /**
     * What is to be told of the steps since the last call; waits for the device.
     *
     * @param read these steps
     */
    List<LayerNorms> read(List<StepMetrics> read) {
        double mean = read.stream().mapToDouble(StepMetrics::loss).average().orElse(0);
        runsAway = !(mean < most); // of small batches a single one is often as bad
        List<LayerNorms> taken = new ArrayList<>();
        for (Measured measured : unread) {
            List<LayerNorms> norms = measured.sums.norms(measured.step, measured.epoch);
            recent.addAll(norms);
            taken.addAll(isTold(measured.step) ? norms : List.of());
        }
        unread.clear();
        // Of what lies before these steps only the last one may still be asked for.
        long last = read.get(0).step() - 1;
        long before = recent.stream()
                .mapToLong(LayerNorms::step)
                .filter(step -> step <= last)
                .max()
                .orElse(0);
        recent = new ArrayList<>(
                recent.stream().filter(norms -> norms.step() >= before).toList());
        return taken;
    }

    /**
     * Where it went wrong before a step, as a sentence without its full stop: the first layer with something that is not a
     * number, else the one with the longest gradient, at the last step before it that was measured.
     */
    Optional<String> blamed(long step) {
        long last = recent.stream()
                .mapToLong(LayerNorms::step)
                .filter(each -> each < step)
                .max()
                .orElse(-1);
        List<LayerNorms> norms =
                recent.stream().filter(each -> each.step() == last).toList();
        Optional<String> broken = norms.stream()
                .filter(each -> !each.isFinite())
                .findFirst()
                .map(each -> Text.of(
                        "Layer %s was the first whose gradient or weights were not, at step %d", each.layer(), last));
        return broken.or(() -> norms.stream()
                .max(Comparator.comparingDouble(LayerNorms::gradientNorm))
                .map(each -> Text.of(
                        "Layer %s had the longest gradient at step %d: %s",
                        each.layer(), last, Figures.norm(each.gradientNorm()))));
    }
}
