package inkling.doctor;

import inkling.analysis.TrainingDynamics;
import inkling.analysis.TrainingDynamics.Region;
import inkling.archive.EachEpoch;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.runs.Run;
import inkling.doctor.DynamicsStudy.Learnt;
import inkling.inspect.ImagePictures;
import inkling.text.Figures;
import inkling.text.Named;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How the training images were learnt, in the words of the page.
 *
 * @param about how many images and which epochs
 * @param missing which epochs say nothing, as a sentence; empty if all do
 * @param lists the regions, and what was forgotten or never learnt
 * @param classes of every list, how many images each class has in it
 */
record DynamicsView(String about, String missing, List<Listed> lists, List<ClassRow> classes) {
    /** Pictures of a list that are shown. */
    private static final int SHOWN = 24;

    /**
     * Some of the images.
     *
     * @param count how many there are, in words
     * @param bound what they have in common, in a sentence
     * @param indices all of them, the most typical first
     * @param cards the first of them
     */
    record Listed(Kind kind, String count, String bound, int[] indices, List<Card> cards) {}

    /** What a list is of. */
    enum Kind implements Named {
        HARD("Hard to learn"),
        AMBIGUOUS("Ambiguous"),
        EASY("Easy to learn"),
        FORGOTTEN("Forgotten"),
        NEVER("Never learnt");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** An image with what was measured of it. */
    record Card(
            int index,
            String url,
            String picture,
            String label,
            String confidence,
            String variability,
            String right,
            int forgotten) {}

    /**
     * A class.
     *
     * @param counts how many of its images are in each list, in their order
     */
    record ClassRow(String name, String images, String confidence, List<String> counts) {}

    /** @param percent the share of the images that each region has */
    static DynamicsView of(Run run, Learnt learnt, int percent) {
        List<String> names = run.data().orElseThrow().outputNames();
        TrainingDynamics dynamics = learnt.dynamics();
        List<Listed> lists = new ArrayList<>();
        indices(dynamics, percent)
                .forEach((kind, indices) -> lists.add(new Listed(
                        kind,
                        indices.length == 1 ? "1 image" : Figures.count(indices.length) + " images",
                        bound(kind, dynamics, indices),
                        indices,
                        Arrays.stream(indices)
                                .limit(SHOWN)
                                .mapToObj(index -> card(run, names, learnt, index))
                                .toList())));
        return new DynamicsView(
                about(learnt), EachEpoch.leftOut(learnt.missing()), lists, classes(names, learnt, lists));
    }

    /** The images of every list, the most typical first. */
    static Map<Kind, int[]> indices(TrainingDynamics dynamics, int percent) {
        int count = Math.max(1, Math.round(dynamics.size() * percent / 100f));
        Map<Kind, int[]> indices = new EnumMap<>(Kind.class);
        indices.put(Kind.HARD, dynamics.of(Region.HARD, count));
        indices.put(Kind.AMBIGUOUS, dynamics.of(Region.AMBIGUOUS, count));
        indices.put(Kind.EASY, dynamics.of(Region.EASY, count));
        indices.put(Kind.FORGOTTEN, dynamics.forgettable());
        indices.put(Kind.NEVER, dynamics.neverLearnt());
        return indices;
    }

    private static String bound(Kind kind, TrainingDynamics dynamics, int[] indices) {
        if (indices.length == 0) {
            return "None of them.";
        }
        int last = indices[indices.length - 1];
        return switch (kind) {
            case HARD -> Text.of("The lowest confidence: at most %s.", Figures.percent(dynamics.confidence()[last]));
            case AMBIGUOUS ->
                Text.of("The highest variability: at least %s.", Figures.percent(dynamics.variability()[last]));
            case EASY -> Text.of("The highest confidence: at least %s.", Figures.percent(dynamics.confidence()[last]));
            case FORGOTTEN -> "Right after one epoch and wrong after the next, the most often first.";
            case NEVER -> "Wrong after every epoch, the least confident first.";
        };
    }

    private static String about(Learnt learnt) {
        List<Integer> epochs = learnt.epochs();
        int first = epochs.get(0);
        int last = epochs.get(epochs.size() - 1);
        String which = epochs.size() == last - first + 1
                ? Text.of("epochs %d to %d", first, last)
                : Text.of("%d of the epochs %d to %d", epochs.size(), first, last);
        return Text.of(
                "%s training images over %s", Figures.count(learnt.dynamics().size()), which);
    }

    private static Card card(Run run, List<String> names, Learnt learnt, int index) {
        TrainingDynamics dynamics = learnt.dynamics();
        ImageName name = new ImageName(ImageSplit.TRAIN, index);
        return new Card(
                index,
                name.url(run),
                ImagePictures.url(run, name),
                names.get(learnt.labels()[index]),
                Figures.percent(dynamics.confidence()[index]),
                Figures.percent(dynamics.variability()[index]),
                Text.of("%d of %d", dynamics.right()[index], dynamics.epochs()),
                dynamics.forgotten()[index]);
    }

    private static List<ClassRow> classes(List<String> names, Learnt learnt, List<Listed> lists) {
        byte[] labels = learnt.labels();
        int[] images = new int[names.size()];
        double[] confidence = new double[names.size()];
        for (int i = 0; i < labels.length; i++) {
            images[labels[i]]++;
            confidence[labels[i]] += learnt.dynamics().confidence()[i];
        }
        return IntStream.range(0, names.size())
                .filter(label -> images[label] > 0)
                .mapToObj(label -> new ClassRow(
                        names.get(label),
                        Figures.count(images[label]),
                        Figures.percent(confidence[label] / images[label]),
                        lists.stream()
                                .map(list -> Figures.count(Arrays.stream(list.indices())
                                        .filter(index -> labels[index] == label)
                                        .count()))
                                .toList()))
                .toList();
    }
}
