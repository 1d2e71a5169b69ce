package inkling.sweeps.space;

import inkling.text.Text;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
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
record SearchSpace(Map<Setting, Values> values) {
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
    record Settings(List<Map<Setting, String>> settings, int same) {
        public Settings {
            settings = List.copyOf(settings);
        }
    }

    /** What differs between settings, in its order. */
    List<Setting> varied() {
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
        List<Map<Setting, String>> points = List.of(new EnumMap<>(Setting.class));
        for (Map.Entry<Setting, Values> entry : values.entrySet()) {
            List<Map<Setting, String>> longer = new ArrayList<>();
            for (Map<Setting, String> point : points) {
                entry.getValue().grid().forEach(text -> longer.add(with(point, entry.getKey(), text)));
            }
            points = longer;
        }
        Map<Map<Setting, String>, Map<Setting, String>> distinct = new LinkedHashMap<>();
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
        Map<Map<Setting, String>, Map<Setting, String>> distinct = new LinkedHashMap<>();
        for (int i = 0; i < PATIENCE * (count + PATIENCE) && distinct.size() < count; i++) {
            Map<Setting, String> point = new EnumMap<>(Setting.class);
            // Every value is drawn each time, so that a setting does not depend on which others are varied in it.
            values.forEach((each, from) -> point.put(each, from.draw(random)));
            distinct.putIfAbsent(essence(point), point);
        }
        return new Settings(List.copyOf(distinct.values()), 0);
    }

    private static Map<Setting, String> with(Map<Setting, String> point, Setting each, String text) {
        Map<Setting, String> longer = new EnumMap<>(point);
        longer.put(each, text);
        return longer;
    }

    /** What makes a difference: two points that agree in this train the same. */
    private static Map<Setting, String> essence(Map<Setting, String> point) {
        Map<Setting, Object> chosen = new EnumMap<>(Hyperparameters.DEFAULT.values());
        point.forEach((setting, text) -> {
            if (!setting.shape().numeric()) {
                chosen.put(setting, setting.read(text));
            }
        });
        return point.entrySet().stream()
                .filter(entry -> entry.getKey().heededBy(chosen))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
