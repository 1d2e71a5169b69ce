package inkling.runlist;

import inkling.archive.runs.Run;
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
import inkling.training.EpochMetrics;
import inkling.training.Score;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a condition means, worked out run by run from the records, without any SQL. */
final class BruteForce {
    private BruteForce() {}

    static boolean holds(Condition condition, ListedRun listed) {
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

    private static boolean compares(Compares compares, ListedRun listed) {
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

    static Optional<? extends Comparable<?>> value(Field field, ListedRun listed) {
        Run run = listed.run();
        var chosen = run.hyperparameters();
        return switch (field) {
            case ID -> Optional.of(run.id());
            case NAME -> Optional.of(run.name());
            case NOTES -> Optional.of(run.annotations().notes());
            case STATUS -> Optional.of(run.status().name());
            case DATASET ->
                Optional.of(run.data()
                        .map(data -> data.kind())
                        .orElse(run.request().dataset())
                        .name());
            case DEVICE -> Optional.of(run.device().orElse(run.request().device()));
            case SWEEP -> run.sweep();
            case BASELINE -> Optional.of(run.annotations().baseline());
            case FAILURE -> run.failure();
            case OPTIMIZER -> Optional.of(chosen.optimizer().name());
            case LR -> Optional.of(chosen.learningRate());
            case MOMENTUM -> Optional.of(chosen.momentum());
            case NESTEROV -> Optional.of(chosen.nesterov());
            case WEIGHT_DECAY -> Optional.of(chosen.weightDecay());
            case BATCH_SIZE -> Optional.of((long) chosen.batchSize());
            case EPOCHS -> Optional.of((long) chosen.epochs());
            case HIDDEN ->
                Optional.of(chosen.hidden().get(0) + "," + chosen.hidden().get(1));
            case HIDDEN_1 -> Optional.of((long) chosen.hidden().get(0));
            case HIDDEN_2 -> Optional.of((long) chosen.hidden().get(1));
            case AUGMENT -> Optional.of(chosen.augment());
            case SEED -> Optional.of(chosen.seed());
            case VALIDATION_SHARE -> Optional.of(chosen.validationShare());
            case TEST_ACCURACY -> run.test().map(Score::accuracy);
            case TEST_LOSS -> run.test().map(Score::loss);
            case BEST_EPOCH -> run.bestEpoch().map(Integer::longValue);
            case BEST_VALID_LOSS -> listed.best().map(EpochMetrics::validLoss);
            case BEST_VALID_ACCURACY -> listed.best().map(EpochMetrics::validAccuracy);
            case BEST_TRAIN_LOSS -> listed.best().map(EpochMetrics::trainLoss);
            case BEST_TRAIN_ACCURACY -> listed.best().map(EpochMetrics::trainAccuracy);
            case LAST_EPOCH -> Optional.of((long) listed.epochsDone());
            case LAST_VALID_LOSS -> listed.last().map(EpochMetrics::validLoss);
            case LAST_VALID_ACCURACY -> listed.last().map(EpochMetrics::validAccuracy);
            case LAST_TRAIN_LOSS -> listed.last().map(EpochMetrics::trainLoss);
            case LAST_TRAIN_ACCURACY -> listed.last().map(EpochMetrics::trainAccuracy);
            case CREATED -> Optional.of(run.createdAt());
            case STARTED -> run.startedAt();
            case ENDED -> run.endedAt();
            case TOOK -> run.took().map(took -> took.toMillis() / 1000.0);
            case TAG -> throw new IllegalArgumentException("a run has several tags");
        };
    }
}
