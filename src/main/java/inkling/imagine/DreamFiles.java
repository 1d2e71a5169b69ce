package inkling.imagine;

import inkling.imagine.Vision.Before;
import inkling.imagine.Vision.Frame;
import inkling.imagine.Vision.Point;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.network.Tensor;
import inkling.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dreams' arrays, beside the checkpoints: {@code runs/<run>/dream-<id>.safetensors} in the home folder.
 *
 * <p>A search counts up to a billion images, more than float32 counts exactly, so counts are kept as two numbers:
 * millions, and the rest.
 */
public final class DreamFiles {
    private static final int MILLION = 1_000_000;

    private final Path folder;

    public DreamFiles(Path home) {
        this.folder = home.resolve("runs");
    }

    /** Where a dream's arrays lie, or would lie. */
    Path path(Dream dream) {
        return folder.resolve(String.valueOf(dream.run())).resolve(Text.of("dream-%d.safetensors", dream.id()));
    }

    /**
     * Writes what a dream shows; when this returns, the file is complete and on the disk.
     *
     * @throws UncheckedIOException with a sentence if it cannot be written
     */
    void write(Dream dream, Vision vision) {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(vector("image", vision.image()));
        tensors.add(vector("probabilities", narrow(vision.probabilities())));
        tensors.add(counts("done", List.of(vision.done())));
        tensors.add(vector("log_odds", narrow(new double[] {vision.logOdds()})));
        tensors.add(
                counts("curve.done", vision.curve().stream().map(Point::done).toList()));
        tensors.add(vector(
                "curve.log_odds",
                narrow(vision.curve().stream().mapToDouble(Point::logOdds).toArray())));
        vision.before().ifPresent(before -> {
            tensors.add(vector("before.image", before.image()));
            tensors.add(vector("before.probabilities", narrow(before.probabilities())));
        });
        for (Frame frame : vision.frames()) {
            tensors.add(vector("frame." + frame.step(), frame.image()));
        }
        Path file = path(dream);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(Text.of("could not write %s: %s", file, e.getMessage()), e);
        }
        Safetensors.write(
                file,
                tensors,
                Map.of("inkling.run", String.valueOf(dream.run()), "inkling.epoch", String.valueOf(dream.epoch())));
    }

    /**
     * Reads what a dream shows.
     *
     * @return empty if nothing was kept
     * @throws SafetensorsException with a sentence if the file is broken or has gone
     */
    public Optional<Vision> read(Dream dream) {
        if (dream.logOdds().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Tensor> tensors = Safetensors.read(path(dream)).tensors();
        long[] done = counts(dream, tensors, "curve.done");
        float[] logOdds = values(dream, tensors, "curve.log_odds");
        if (done.length != logOdds.length) {
            throw new SafetensorsException(Text.of("%s has a curve of two lengths", path(dream)));
        }
        List<Point> curve = new ArrayList<>();
        for (int i = 0; i < done.length; i++) {
            curve.add(new Point(done[i], logOdds[i]));
        }
        Optional<Before> before = tensors.containsKey("before.image")
                ? Optional.of(new Before(
                        values(dream, tensors, "before.image"),
                        widened(values(dream, tensors, "before.probabilities"))))
                : Optional.empty();
        return Optional.of(new Vision(
                dream.done(),
                values(dream, tensors, "image"),
                widened(values(dream, tensors, "probabilities")),
                dream.logOdds().getAsDouble(),
                curve,
                frames(tensors),
                before));
    }

    private static List<Frame> frames(Map<String, Tensor> tensors) {
        return tensors.values().stream()
                .filter(tensor -> tensor.name().startsWith("frame."))
                .map(tensor -> new Frame(Integer.parseInt(tensor.name().substring(6)), tensor.values()))
                .toList();
    }

    private float[] values(Dream dream, Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new SafetensorsException(Text.of("%s has no tensor %s", path(dream), name));
        }
        return tensor.values();
    }

    private long[] counts(Dream dream, Map<String, Tensor> tensors, String name) {
        float[] parts = values(dream, tensors, name);
        long[] counts = new long[parts.length / 2];
        Arrays.setAll(counts, i -> (long) parts[2 * i] * MILLION + (long) parts[2 * i + 1]);
        return counts;
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
