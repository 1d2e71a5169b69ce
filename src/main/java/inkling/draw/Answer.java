package inkling.draw;

import inkling.inspect.Likeliest;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.Comparator;
import java.util.List;

/**
 * What the network makes of a drawing, or of a picture that was sent.
 *
 * @param epoch whose network
 * @param notes what was done to the picture before, as sentences
 * @param seen the picture as the network sees it, as the data address of a PNG
 * @param chances one a class, in the classes' order
 * @param units the first layer's units that it excites most, the strongest first; none where the first layer has no picture a unit
 * @param layer whose maps are shown; empty where the network has no convolution
 * @param maps what that layer makes of the picture, channel after channel, at most {@value #MOST_MAPS}
 * @param place on the map: x and y
 * @param neighbours the training images nearest to it in the last hidden layer, the nearest first
 * @param history what the networks of the run's epochs say, in order
 */
record Answer(
        int epoch,
        List<String> notes,
        String seen,
        List<Chance> chances,
        List<Unit> units,
        String layer,
        List<Unit> maps,
        float[] place,
        List<Neighbour> neighbours,
        List<Says> history) {
    static final int MOST_MAPS = 64;

    Answer {
        notes = List.copyOf(notes);
        chances = List.copyOf(chances);
        units = List.copyOf(units);
        maps = List.copyOf(maps);
        neighbours = List.copyOf(neighbours);
        history = List.copyOf(history);
    }

    /** How probable the network finds a class. */
    record Chance(int label, String name, double probability) {
        public String percent() {
            return Figures.percent(probability);
        }
    }

    /**
     * A unit of a layer.
     *
     * @param activation of a map, the largest in it
     * @param picture its weights, or its map, as the data address of a PNG
     * @param url where more is said of it
     */
    record Unit(int unit, double activation, String picture, String url) {
        public String amount() {
            return Answer.amount(activation);
        }
    }

    /**
     * A training image.
     *
     * @param label its class's name
     * @param distance in the last hidden layer
     */
    record Neighbour(int index, String label, double distance, String picture, String url) {
        public String amount() {
            return Answer.amount(distance);
        }
    }

    /**
     * What the network after an epoch says.
     *
     * @param name the class that it finds most probable
     * @param probabilities of the classes
     */
    record Says(int epoch, String name, double[] probabilities) {
        public String percent() {
            double best = 0;
            for (double probability : probabilities) {
                best = Math.max(best, probability);
            }
            return Figures.percent(best);
        }
    }

    private static String amount(double number) {
        return Text.of("%.2f", number).replace('-', '−');
    }

    /** The classes in the order in which the page shows them, and which of many it hides. */
    public List<Likeliest> ranked() {
        return Likeliest.of(chances.stream().mapToDouble(Chance::probability).toArray());
    }

    /** What those have together that the page hides. */
    public String others() {
        return Figures.percent(ranked().stream()
                .filter(Likeliest::hidden)
                .mapToDouble(each -> chances.get(each.label()).probability())
                .sum());
    }

    /** The class that is most probable. */
    public Chance best() {
        return chances.stream()
                .max(Comparator.comparingDouble(Chance::probability))
                .orElseThrow();
    }
}
