package inkling.whatif;

import inkling.analysis.Way;
import inkling.analysis.Way.Flip;
import inkling.analysis.pictures.Png;
import inkling.analysis.pictures.Strip;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The way from one image to another in the words of the page; the template reads its methods as properties. */
record PassageView(PredictedImage one, PredictedImage other, Passage passage) {
    /** Every so many places have their picture shown. */
    private static final int EVERY = 4;
    /** A class that is never likelier is left out of the tables. */
    private static final double SEEN = 0.01;

    private static final int MOST = 10;

    /** A picture on the way and the answer to it. */
    record Frame(String at, String picture, String answer, String probability) {}

    /** A line of a table. */
    record Row(String at, String answer, List<String> probabilities) {}

    /** What the charts draw. */
    record Data(List<String> classes, int label, int other, Way pixels, Way hidden) {}

    public Data data() {
        return new Data(one.classes(), one.label(), other.label(), passage.pixels(), passage.hidden());
    }

    public List<Frame> frames() {
        Way way = passage.pixels();
        float[] from = one.pixels();
        float[] to = other.pixels();
        return IntStream.iterate(0, place -> place < Passage.PLACES, place -> place + EVERY)
                .mapToObj(place -> frame(way, place, Passage.between(from, to, way.at(place))))
                .toList();
    }

    private Frame frame(Way way, int place, float[] pixels) {
        byte[] bytes = new byte[pixels.length];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) Math.round(255 * pixels[i]));
        int answer = way.answer(place);
        return new Frame(
                at(way.at(place)),
                Png.address(Strip.of(one.image().images().shape(), List.of(bytes))),
                one.classes().get(answer),
                Figures.percent(way.probabilities().get(place)[answer]));
    }

    /** {@code at 0.43 from 4 to 9} */
    public List<String> flips() {
        return words(passage.pixels());
    }

    public List<String> hiddenFlips() {
        return words(passage.hidden());
    }

    private List<String> words(Way way) {
        return way.flips().stream()
                .map((Flip flip) -> Text.of(
                        "at %s from %s to %s",
                        Text.of("%.3f", flip.at()),
                        one.classes().get(flip.from()),
                        one.classes().get(flip.to())))
                .toList();
    }

    /** The classes that have columns in the tables. */
    public List<Integer> columns() {
        return IntStream.range(0, one.classes().size())
                .boxed()
                .filter(c -> most(c) >= SEEN || c == one.label() || c == other.label())
                .sorted(Comparator.comparingDouble(c -> -most(c)))
                .limit(MOST)
                .sorted()
                .toList();
    }

    private double most(int c) {
        return IntStream.range(0, Passage.PLACES)
                .mapToDouble(place -> Math.max(
                        passage.pixels().probabilities().get(place)[c],
                        passage.hidden().probabilities().get(place)[c]))
                .max()
                .orElse(0);
    }

    public List<String> columnNames() {
        return columns().stream().map(one.classes()::get).toList();
    }

    public List<Row> rows() {
        return rows(passage.pixels());
    }

    public List<Row> hiddenRows() {
        return rows(passage.hidden());
    }

    private List<Row> rows(Way way) {
        List<Integer> columns = columns();
        return IntStream.range(0, Passage.PLACES)
                .mapToObj(place -> new Row(
                        Text.of("%.3f", way.at(place)),
                        one.classes().get(way.answer(place)),
                        columns.stream()
                                .map(c -> Figures.percent(way.probabilities().get(place)[c]))
                                .toList()))
                .toList();
    }

    static String at(double at) {
        return Text.of("%.2f", at);
    }
}
