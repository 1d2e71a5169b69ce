package inkling.sweeps.space;

import inkling.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Which values each hyperparameter may have; one that is not in it is not said.
 *
 * @param values by hyperparameter, in their order
 */
public record SearchSpace(Map<Hyperparameter, Values> values) {
    /** Points of a grid that are looked at; many of them may be the same setting. */
    static final int LARGEST_GRID = 5_000;

    /** How often more is drawn for each setting that is wanted, before there is taken to be no other. */
    private static final int PATIENCE = 200;

    public SearchSpace {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /**
     * What came of a space.
     *
     * @param settings texts by hyperparameter; no two the same
     * @param same points that were left out, as they differ from one of these in nothing that makes a difference
     */
    public record Settings(List<Map<Hyperparameter, String>> settings, int same) {
        public Settings {
            settings = List.copyOf(settings);
        }
    }

    /** What differs between settings, in its order. */
    public List<Hyperparameter> varied() {
        return values.keySet().stream()
                .filter(each -> values.get(each).varied())
                .toList();
    }

    /**
     * Every combination, the last hyperparameter changing fastest.
     *
     * @throws IllegalArgumentException if there are more than {@value #LARGEST_GRID}, or a range does not say how many
     */
    public Settings grid() {
        long size = 1;
        for (Values each : values.values()) {
            size *= each.grid().size();
            if (size > LARGEST_GRID) {
                throw new IllegalArgumentException(Text.of("the grid has more than %,d points", LARGEST_GRID));
            }
        }
        List<Map<Hyperparameter, String>> points = List.of(new EnumMap<>(Hyperparameter.class));
        for (Map.Entry<Hyperparameter, Values> entry : values.entrySet()) {
            List<Map<Hyperparameter, String>> longer = new ArrayList<>();
            for (Map<Hyperparameter, String> point : points) {
                entry.getValue().grid().forEach(text -> longer.add(with(point, entry.getKey(), text)));
            }
            points = longer;
        }
        Map<Map<Hyperparameter, String>, Map<Hyperparameter, String>> distinct = new LinkedHashMap<>();
        points.forEach(point -> distinct.putIfAbsent(essence(point), point));
        return new Settings(List.copyOf(distinct.values()), points.size() - distinct.size());
    }

    /**
     * Settings drawn at random; the same seed gives the same ones.
     *
     * @param count how many, fewer where there are no more
     */
    public Settings random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Map<Hyperparameter, String>, Map<Hyperparameter, String>> distinct = new LinkedHashMap<>();
        for (int i = 0; i < PATIENCE * (count + PATIENCE) && distinct.size() < count; i++) {
            Map<Hyperparameter, String> point = new EnumMap<>(Hyperparameter.class);
            // Every value is drawn each time, so that a setting does not depend on which others are varied in it.
            values.forEach((each, from) -> point.put(each, from.draw(random)));
            distinct.putIfAbsent(essence(point), point);
        }
        return new Settings(List.copyOf(distinct.values()), 0);
    }

    private static Map<Hyperparameter, String> with(
            Map<Hyperparameter, String> point, Hyperparameter each, String text) {
        Map<Hyperparameter, String> longer = new EnumMap<>(point);
        longer.put(each, text);
        return longer;
    }

    /** What makes a difference: two points that agree in this train the same. */
    private static Map<Hyperparameter, String> essence(Map<Hyperparameter, String> point) {
        String optimizer = point.getOrDefault(Hyperparameter.OPTIMIZER, "");
        return point.entrySet().stream()
                .filter(entry -> entry.getKey().matters(optimizer))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
