package inkling.runlist;

import inkling.archive.metrics.MeasuredRun;
import inkling.archive.runs.Imported;
import inkling.archive.runs.Run;
import inkling.dataset.DatasetRequest;
import inkling.runlist.filter.Condition;
import inkling.runlist.filter.Condition.All;
import inkling.runlist.filter.Condition.Any;
import inkling.runlist.filter.Condition.Compares;
import inkling.runlist.filter.Condition.Mentions;
import inkling.runlist.filter.Condition.Not;
import inkling.runlist.filter.Field;
import inkling.runlist.filter.Missing;
import inkling.runlist.filter.Operator;
import inkling.runlist.filter.Span;
import inkling.runs.RunFigure;
import inkling.text.Written;
import inkling.training.Option;
import inkling.training.Setting;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a condition means, worked out run by run from the records, without any SQL. */
final class BruteForce {
    private BruteForce() {}

    static boolean holds(Condition condition, MeasuredRun listed) {
        if (condition instanceof All all) {
            return all.parts().stream().allMatch(part -> holds(part, listed));
        }
        if (condition instanceof Any any) {
            return any.parts().stream().anyMatch(part -> holds(part, listed));
        }
        if (condition instanceof Not not) {
            return !holds(not.part(), listed);
        }
        if (condition instanceof Mentions mentions) {
            Run run = listed.run();
            return contains(run.name(), mentions.text())
                    || contains(run.annotations().notes(), mentions.text())
                    || run.annotations().tags().stream().anyMatch(tag -> contains(tag, mentions.text()));
        }
        return compares((Compares) condition, listed);
    }

    private static boolean compares(Compares compares, MeasuredRun listed) {
        if (compares.operator() == Operator.UNEQUAL) {
            return !compares(new Compares(compares.field(), Operator.EQUAL, compares.value()), listed);
        }
        if (compares.field() == Field.TAG) {
            return listed.run().annotations().tags().stream().anyMatch(tag -> compares(tag, compares));
        }
        Optional<? extends Comparable<?>> value = value(compares.field(), listed);
        return compares.value() == Missing.VALUE
                ? value.isEmpty()
                : value.isPresent() && compares(value.get(), compares);
    }

    @SuppressWarnings("unchecked")
    private static boolean compares(Comparable<?> value, Compares compares) {
        if (value instanceof Instant moment) {
            Span span = (Span) compares.value();
            return switch (compares.operator()) {
                case LESS -> moment.isBefore(span.start());
                case AT_MOST -> moment.isBefore(span.end());
                case MORE -> !moment.isBefore(span.end());
                case AT_LEAST -> !moment.isBefore(span.start());
                default -> !moment.isBefore(span.start()) && moment.isBefore(span.end());
            };
        }
        if (compares.operator() == Operator.CONTAINS) {
            return contains((String) value, (String) compares.value());
        }
        int order = value instanceof String text
                ? text.compareToIgnoreCase((String) compares.value())
                : ((Comparable<Object>) value).compareTo(compares.value());
        return switch (compares.operator()) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case MORE -> order > 0;
            case AT_LEAST -> order >= 0;
            default -> order == 0;
        };
    }

    private static boolean contains(String text, String within) {
        return text.toLowerCase(Locale.ROOT).contains(within.toLowerCase(Locale.ROOT));
    }

    static Optional<? extends Comparable<?>> value(Field field, MeasuredRun listed) {
        Run run = listed.run();
        var chosen = run.hyperparameters();
        return switch (field.id()) {
            case "id" -> Optional.of(run.id());
            case "name" -> Optional.of(run.name());
            case "notes" -> Optional.of(run.annotations().notes());
            case "status" -> Optional.of(run.status().name());
            case "dataset" ->
                Optional.of(run.data()
                        .map(data -> data.kind())
                        .orElse(run.request().data().kind())
                        .name());
            case "device" -> Optional.of(run.device().orElse(run.request().device()));
            case "by" -> run.askedBy();
            case "space" -> run.fileBytes().map(Long::doubleValue);
            case "sweep" -> run.sweep();
            case "imported" -> run.request().imported().map(Imported::fileName);
            case "data_version" -> run.request().data().version().map(DatasetRequest.Version::name);
            case "baseline" -> Optional.of(run.annotations().baseline());
            case "failure" -> run.failure();
            case "parameters" -> run.parameters().map(Integer::longValue);
            case "best_epoch" -> run.bestEpoch().map(Integer::longValue);
            case "last_epoch" -> Optional.of((long) listed.epochsDone());
            case "created" -> Optional.of(run.createdAt());
            case "started" -> run.startedAt();
            case "ended" -> run.endedAt();
            case "took" -> run.took().map(took -> took.toMillis() / 1000.0);
            default -> {
                Optional<Setting> setting = Setting.of(field.id());
                yield setting.isPresent()
                        ? Optional.of(typed(chosen.values().get(setting.get())))
                        : figure(field, listed);
            }
        };
    }

    private static Comparable<?> typed(Object value) {
        if (value instanceof Written written) {
            return written.text();
        }
        return value instanceof Option option
                ? option.name()
                : value instanceof Integer number ? (Comparable<?>) number.longValue() : (Comparable<?>) value;
    }

    private static Optional<Double> figure(Field field, MeasuredRun measured) {
        return RunFigure.ALL.stream()
                .filter(figure -> figure.id().equals(field.id()))
                .findFirst()
                .orElseThrow()
                .value()
                .apply(measured);
    }
}
