package inkling.imagine;

import inkling.archive.folders.RunFolders;
import inkling.dataset.ImageShape;
import inkling.imagine.DreamState.Before;
import inkling.imagine.DreamState.Frame;
import inkling.imagine.DreamState.Point;
import inkling.network.Blueprint;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.network.Tensor;
import inkling.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The dreams' arrays, beside the checkpoints: {@code runs/<run>/dream-<id>.safetensors} in the home folder.
 *
 * <p>A search counts up to 10^12 images, more than float32 counts exactly, so counts are kept as two numbers:
 * millions, and the rest.
 */
public final class DreamFiles {
    private static final int MILLION = 1_000_000;
    private static final String FRAME = "frame.";
    /** Three numbers for each of the most steps there can be. */
    private static final long MOST_OF_CURVE = 3 * 10_001;

    private static final int MOST_PICTURES = 24;

    private final RunFolders folders;

    public DreamFiles(RunFolders folders) {
        this.folders = folders;
    }

    /** Where a dream's arrays lie, or would lie. */
    Path path(Dream dream) {
        return folders.of(dream.run()).resolve(name(dream.id()));
    }

    static String name(long dream) {
        return Text.of("dream-%d.safetensors", dream);
    }

    /**
     * Writes what a dream shows; when this returns, the file is complete and on the disk.
     *
     * @param row keeps in the database what is so of this state alone
     * @throws java.io.UncheckedIOException with a sentence if it cannot be written
     */
    void write(Dream dream, DreamState state, Runnable row) {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(vector("image", state.image()));
        tensors.add(vector("probabilities", narrow(state.probabilities())));
        tensors.add(counts("done", List.of(state.done())));
        tensors.add(vector("log_odds", narrow(new double[] {state.logOdds()})));
        tensors.add(counts("curve.done", state.curve().stream().map(Point::done).toList()));
        tensors.add(vector(
                "curve.log_odds",
                narrow(state.curve().stream().mapToDouble(Point::logOdds).toArray())));
        state.before().ifPresent(before -> {
            tensors.add(vector("before.image", before.image()));
            tensors.add(vector("before.probabilities", narrow(before.probabilities())));
        });
        for (Frame frame : state.frames()) {
            tensors.add(vector(FRAME + frame.step(), frame.image()));
        }
        // The run's checkpoints are in its folder; a run that has none any more was deleted.
        Map<String, String> origin =
                Map.of("inkling.run", String.valueOf(dream.run()), "inkling.epoch", String.valueOf(dream.epoch()));
        folders.change(dream.run(), () -> {
            Safetensors.write(path(dream), tensors, origin);
            row.run();
        });
    }

    /**
     * Reads what a dream shows.
     *
     * @param network the run's
     * @return empty if nothing was kept
     * @throws SafetensorsException with a sentence if the file is broken or has gone
     */
    public Optional<DreamState> read(Dream dream, Blueprint network) {
        if (dream.logOdds().isEmpty()) {
            return Optional.empty();
        }
        Safetensors.Content content = Safetensors.read(path(dream), mostValues(network));
        ImageShape shape = network.input();
        List<Point> curve = curve(content);
        if (curve.isEmpty()) {
            throw new SafetensorsException(Text.of("%s has a curve without points", path(dream)));
        }
        Optional<Before> before = content.tensors().containsKey("before.image")
                ? Optional.of(new Before(
                        content.requireFinite("before.image", shape.size()).values(),
                        probabilities(content, network, "before.probabilities")))
                : Optional.empty();
        return Optional.of(new DreamState(
                shape,
                dream.done(),
                content.requireFinite("image", shape.size()).values(),
                probabilities(content, network, "probabilities"),
                dream.logOdds().getAsDouble(),
                curve,
                frames(content, shape),
                before));
    }

    private static long mostValues(Blueprint network) {
        return MOST_OF_CURVE + (long) MOST_PICTURES * (network.input().size() + network.classes());
    }

    private static List<Point> curve(Safetensors.Content content) {
        int points = Optional.ofNullable(content.tensors().get("curve.log_odds"))
                .map(tensor -> tensor.values().length)
                .orElse(0);
        float[] done = content.requireFinite("curve.done", points, 2).values();
        float[] logOdds = content.requireFinite("curve.log_odds", points).values();
        return IntStream.range(0, points)
                .mapToObj(i -> new Point((long) done[2 * i] * MILLION + (long) done[2 * i + 1], logOdds[i]))
                .toList();
    }

    private static double[] probabilities(Safetensors.Content content, Blueprint network, String name) {
        double[] probabilities =
                widened(content.requireFinite(name, network.classes()).values());
        for (double probability : probabilities) {
            if (probability < 0 || probability > 1) {
                throw new SafetensorsException(
                        Text.of("%s has a probability of %s in %s", content.file(), (float) probability, name));
            }
        }
        return probabilities;
    }

    private static List<Frame> frames(Safetensors.Content content, ImageShape shape) {
        return content.tensors().keySet().stream()
                .filter(name -> name.matches(FRAME + "\\d{1,9}"))
                .map(name -> new Frame(
                        Integer.parseInt(name.substring(FRAME.length())),
                        content.requireFinite(name, shape.size()).values()))
                .toList();
    }

    private static Tensor counts(String name, List<Long> counts) {
        float[] parts = new float[2 * counts.size()];
        for (int i = 0; i < counts.size(); i++) {
            parts[2 * i] = counts.get(i) / MILLION;
            parts[2 * i + 1] = counts.get(i) % MILLION;
        }
        return new Tensor(name, new int[] {counts.size(), 2}, parts);
    }

    private static Tensor vector(String name, float[] values) {
        return new Tensor(name, new int[] {values.length}, values);
    }

    private static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    private static double[] widened(float[] values) {
        double[] widened = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            widened[i] = values[i];
        }
        return widened;
    }
}
