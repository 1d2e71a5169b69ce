package inkling.sweeps.pages;

import inkling.errors.UserError.InvalidInput;
import inkling.runs.Metric;
import inkling.sweeps.Outcome;
import inkling.sweeps.SweptSetting;
import inkling.sweeps.space.Hyperparameter;
import inkling.text.Text;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * By what the settings of a sweep are ordered: {@code ?sort=test_accuracy&order=desc}.
 *
 * @param key a metric's name, a hyperparameter's, or {@code run}
 */
record TableOrder(String key, boolean descending) {
    private static final String RUN = "run";

    /** @throws InvalidInput if the address asks for an order that there is not */
    static TableOrder of(Map<String, String> query) {
        String key = query.getOrDefault("sort", Outcome.JUDGED_BY.id());
        if (!key.equals(RUN) && outcome(key).isEmpty() && !Hyperparameter.ids().contains(key)) {
            throw new InvalidInput("sort", "sort must be run, a hyperparameter or a metric, was " + key);
        }
        String order = query.getOrDefault("order", usuallyDescending(key) ? "desc" : "asc");
        if (!order.equals("asc") && !order.equals("desc")) {
            throw new InvalidInput("order", "order must be asc or desc, was " + order);
        }
        return new TableOrder(key, order.equals("desc"));
    }

    /** Metrics begin with the best. */
    private static boolean usuallyDescending(String key) {
        return outcome(key)
                .filter(outcome -> outcome.metric().better() == Metric.Better.HIGHER)
                .isPresent();
    }

    private static Optional<Outcome> outcome(String key) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.id().equals(key))
                .findFirst();
    }

    /** Orders by a click on a column's head: the other way round if it is the one already. */
    TableOrder by(String column) {
        return new TableOrder(column, column.equals(key) ? !descending : usuallyDescending(column));
    }

    String query() {
        return Text.of("?sort=%s&order=%s", key, descending ? "desc" : "asc");
    }

    /** Settings without a value come last either way; among equals the one that was asked for first comes first. */
    List<SweptSetting> sorted(List<SweptSetting> settings) {
        if (key.equals(RUN)) {
            return settings.stream().sorted(ordered(TableOrder::firstRun)).toList();
        }
        Optional<Outcome> outcome = outcome(key);
        Function<SweptSetting, Optional<Double>> number = outcome.isPresent()
                ? setting -> setting.spread(outcome.get()).map(spread -> spread.mean())
                : setting -> hyperparameter(setting)
                        .filter(Number.class::isInstance)
                        .map(value -> ((Number) value).doubleValue());
        Comparator<SweptSetting> texts =
                ordered(setting -> hyperparameter(setting).map(Object::toString).orElse(""));
        Comparator<SweptSetting> numbers = Comparator.comparing(
                        (SweptSetting setting) -> number.apply(setting).isEmpty())
                .thenComparing(ordered(setting -> number.apply(setting).orElse(0.0)));
        boolean choice = outcome.isEmpty()
                && !Hyperparameter.valueOf(key.toUpperCase(Locale.ROOT)).numeric();
        return settings.stream()
                .sorted((choice ? texts : numbers).thenComparing(TableOrder::firstRun))
                .toList();
    }

    private Optional<Object> hyperparameter(SweptSetting setting) {
        return Hyperparameter.valueOf(key.toUpperCase(Locale.ROOT)).value(setting.hyperparameters());
    }

    private static long firstRun(SweptSetting setting) {
        return setting.results().get(0).run().id();
    }

    private <T extends Comparable<T>> Comparator<SweptSetting> ordered(Function<SweptSetting, T> of) {
        Comparator<SweptSetting> ascending = Comparator.comparing(of);
        return descending ? ascending.reversed() : ascending;
    }
}
