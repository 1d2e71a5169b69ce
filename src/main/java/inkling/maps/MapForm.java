package inkling.maps;

import inkling.errors.UserError.InvalidInput;
import inkling.maps.job.Method;
import inkling.maps.job.Projection.Search;
import inkling.maps.job.Projection.What;
import inkling.projection.Affinities;
import inkling.projection.Tsne;
import inkling.text.Numbers;
import inkling.text.Text;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings of a map that is to be made, in the names of the form's fields. */
public final class MapForm {
    private static final List<Integer> CHOICES = List.of(1_000, 2_000, 5_000, 10_000);
    private static final int USUAL = 5_000;
    private static final double USUAL_PERPLEXITY = 30;
    private static final int MOST_ITERATIONS = 10_000;

    private MapForm() {}

    /**
     * A number of points to choose from.
     *
     * @param about how long t-SNE takes for them, roughly, on two cores
     */
    record Choice(int points, String about) {}

    /**
     * How many of {@code size} images t-SNE may be asked to map.
     *
     * @param chosen what is filled in, which is among them if it can be
     */
    public static List<Choice> choices(int size, String chosen) {
        Stream<Integer> also =
                Numbers.whole(chosen, 10, Integer.MAX_VALUE).stream().boxed();
        return Stream.of(CHOICES.stream(), Stream.of(size), also)
                .flatMap(points -> points)
                .filter(points -> points <= size)
                .distinct()
                .sorted()
                .map(points -> new Choice(points, about(points)))
                .toList();
    }

    private static String about(int points) {
        // 750 iterations that take two thirds of a microsecond a point, and the distances between some of the pairs.
        double seconds = 500e-6 * points + 2e-9 * points * points;
        return seconds < 60
                ? Text.of("%,d, about %d s", points, Math.max(1, Math.round(seconds)))
                : Text.of("%,d, about %.0f min", points, Math.ceil(seconds / 60));
    }

    /** What is to be known of a map of so few images before it is made; empty where they are enough. */
    public static Optional<String> remark(Method method, int size) {
        String images = size == 1 ? "there is one" : "there are " + size;
        return switch (method) {
            case TSNE ->
                size >= Affinities.LEAST_POINTS
                        ? Optional.empty()
                        : Optional.of(Text.of("t-SNE needs at least %d images; %s.", Affinities.LEAST_POINTS, images));
            case PCA ->
                size > 2
                        ? Optional.empty()
                        : Optional.of(Text.of(
                                "PCA tells little of so few images; %s. One is a point, two lie on a line.", images));
        };
    }

    /** What the form says at first. */
    public static Map<String, String> defaults(int size) {
        Map<String, String> values = new LinkedHashMap<>();
        int points = Math.min(size, USUAL);
        values.put("points", String.valueOf(points));
        values.put("perplexity", Numbers.plain(Math.min(USUAL_PERPLEXITY, mostPerplexity(points))));
        values.put("seed", "0");
        values.put("iterations", String.valueOf(Tsne.Options.DEFAULT.iterations()));
        return values;
    }

    /** The fields that ask for a t-SNE map like this one. */
    static Map<String, String> fields(What what) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("points", String.valueOf(what.points()));
        what.search().ifPresent(search -> {
            values.put("perplexity", Numbers.plain(search.perplexity()));
            values.put("seed", String.valueOf(search.seed()));
            values.put("iterations", String.valueOf(search.iterations()));
        });
        return values;
    }

    /**
     * What t-SNE is asked for.
     *
     * @param points the first so many images of the split
     */
    public record Wanted(int points, Search search) {}

    /**
     * Reads what was filled in.
     *
     * @param size images of the split
     * @throws InvalidInput with every field that is wrong
     */
    static What read(Map<String, String> values, MapQuery query, int size) {
        if (query.method() == Method.PCA) {
            return what(query, size, Optional.empty());
        }
        Wanted wanted = tsne(values, size);
        return what(query, wanted.points(), Optional.of(wanted.search()));
    }

    /**
     * Reads the settings of t-SNE; a field that is missing is as usual.
     *
     * @param size images of the split
     * @throws InvalidInput with every field that is wrong
     */
    public static Wanted tsne(Map<String, String> values, int size) {
        Map<String, String> all = new LinkedHashMap<>(defaults(size));
        values.forEach((name, value) -> all.computeIfPresent(name, (any, usual) -> value));
        Map<String, String> errors = new LinkedHashMap<>();
        remark(Method.TSNE, size).ifPresent(sentence -> {
            throw new InvalidInput("points", sentence);
        });
        int points = (int) number(all, "points", Affinities.LEAST_POINTS, size, errors);
        double perplexity = number(all, "perplexity", 1, mostPerplexity(points), errors);
        double seed = number(all, "seed", 0, 1e15, errors);
        int iterations = (int) number(all, "iterations", 1, MOST_ITERATIONS, errors);
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return new Wanted(points, new Search(perplexity, (long) seed, iterations));
    }

    private static What what(MapQuery query, int points, Optional<Search> search) {
        return new What(query.run().id(), query.epoch(), query.split(), query.layer(), query.method(), points, search);
    }

    private static double mostPerplexity(int points) {
        return Math.max(1, Math.min(100, Math.floor((points - 1) / 3.0)));
    }

    private static double number(
            Map<String, String> values, String name, double least, double most, Map<String, String> errors) {
        String text = values.getOrDefault(name, "");
        boolean whole = !name.equals("perplexity");
        Optional<BigDecimal> number = whole ? Numbers.integer(text).map(BigDecimal::new) : Numbers.decimal(text);
        double value = number.map(BigDecimal::doubleValue).orElse(Double.NaN);
        if (value >= least && value <= most) {
            return value;
        }
        errors.put(
                name,
                Text.wrong(
                        Text.of(
                                "%s must be %s between %s and %s",
                                name, whole ? "a whole number" : "a number", Numbers.plain(least), Numbers.plain(most)),
                        text));
        return least;
    }
}
