package inkling.runs;

import inkling.text.Numbers;
import inkling.text.Text;
import inkling.training.Hyperparameters;
import inkling.training.OptimizerKind;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** The fields that make up a run's hyperparameters, as texts and back. */
final class HyperparameterFields {
    private final Map<String, String> values;
    private final Map<String, String> errors;
    private final LongSupplier seeds;
    private final Draft draft = new Draft();

    /**
     * @param values texts by field; an absent one means the notebook's value
     * @param errors is given a sentence for each wrong field
     * @param seeds gives the seed where it is left open
     */
    HyperparameterFields(Map<String, String> values, Map<String, String> errors, LongSupplier seeds) {
        this.values = values;
        this.errors = errors;
        this.seeds = seeds;
    }

    static Map<String, String> write(Hyperparameters chosen) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("epochs", String.valueOf(chosen.epochs()));
        fields.put("batch_size", String.valueOf(chosen.batchSize()));
        fields.put("optimizer", chosen.optimizer().id());
        fields.put("lr", Numbers.plain(chosen.learningRate()));
        fields.put("momentum", Numbers.plain(chosen.momentum()));
        fields.put("nesterov", String.valueOf(chosen.nesterov()));
        fields.put("weight_decay", Numbers.plain(chosen.weightDecay()));
        fields.put("hidden", chosen.hidden().get(0) + "," + chosen.hidden().get(1));
        fields.put("augment", String.valueOf(chosen.augment()));
        fields.put("seed", String.valueOf(chosen.seed()));
        fields.put("validation_share", Numbers.plain(chosen.validationShare()));
        return fields;
    }

    /** @return empty if there is an error */
    Optional<Hyperparameters> read() {
        set("epochs", (to, text) -> to.epochs = whole("epochs", text));
        set("batch_size", (to, text) -> to.batchSize = whole("batch size", text));
        set("optimizer", (to, text) -> to.optimizer = OptimizerKind.of(text));
        set("lr", (to, text) -> to.learningRate = decimal("learning rate", text));
        set("momentum", (to, text) -> to.momentum = decimal("momentum", text));
        set("nesterov", (to, text) -> to.nesterov = truth("Nesterov", text));
        set("weight_decay", (to, text) -> to.weightDecay = decimal("weight decay", text));
        set("hidden", (to, text) -> to.hidden = widths(text));
        set("augment", (to, text) -> to.augment = truth("augmentation", text));
        set("seed", (to, text) -> to.seed = text.isEmpty() ? seeds.getAsLong() : seed(text));
        set("validation_share", (to, text) -> to.validationShare = decimal("validation share", text));
        try {
            return Optional.of(draft.hyperparameters());
        } catch (IllegalArgumentException e) {
            // Each value is right by itself, or named already: what is left is Nesterov without momentum.
            errors.putIfAbsent("momentum", e.getMessage());
            return Optional.empty();
        }
    }

    /** Takes a value over into the draft if it is right by itself, beside the notebook's other settings. */
    private void set(String field, BiConsumer<Draft, String> setter) {
        String text = values.get(field);
        if (text == null) {
            return;
        }
        try {
            Draft alone = new Draft();
            setter.accept(alone, text.strip());
            alone.hyperparameters();
            setter.accept(draft, text.strip());
        } catch (IllegalArgumentException e) {
            errors.put(field, e.getMessage());
        }
    }

    static int whole(String what, String text) {
        // What does not fit into an int is far out of every range; the range's own sentence is the better one.
        return Numbers.integer(text)
                .orElseThrow(() -> wrong(what + " must be a whole number", text))
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .max(BigInteger.valueOf(Integer.MIN_VALUE))
                .intValue();
    }

    private static long seed(String text) {
        return Numbers.whole(text)
                .orElseThrow(
                        () -> wrong("seed must be a whole number of at most 63 bits, or empty for a random one", text));
    }

    private static double decimal(String what, String text) {
        return Numbers.decimal(text)
                .orElseThrow(() -> wrong(what + " must be a number such as 0.001", text))
                .doubleValue();
    }

    private static boolean truth(String what, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on" -> true;
            case "false", "off" -> false;
            default -> throw wrong(what + " must be true or false", text);
        };
    }

    private static List<Integer> widths(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(width -> whole("each hidden width", width.strip()))
                .toList();
    }

    /** Hyperparameters on the way, the notebook's until they are set. */
    private static final class Draft {
        private OptimizerKind optimizer = Hyperparameters.DEFAULT.optimizer();
        private double learningRate = Hyperparameters.DEFAULT.learningRate();
        private double momentum = Hyperparameters.DEFAULT.momentum();
        private boolean nesterov = Hyperparameters.DEFAULT.nesterov();
        private double weightDecay = Hyperparameters.DEFAULT.weightDecay();
        private int batchSize = Hyperparameters.DEFAULT.batchSize();
        private int epochs = Hyperparameters.DEFAULT.epochs();
        private List<Integer> hidden = Hyperparameters.DEFAULT.hidden();
        private boolean augment = Hyperparameters.DEFAULT.augment();
        private long seed = Hyperparameters.DEFAULT.seed();
        private double validationShare = Hyperparameters.DEFAULT.validationShare();

        Hyperparameters hyperparameters() {
            return new Hyperparameters(
                    optimizer,
                    learningRate,
                    momentum,
                    nesterov,
                    weightDecay,
                    batchSize,
                    epochs,
                    hidden,
                    augment,
                    seed,
                    validationShare);
        }
    }

    static IllegalArgumentException wrong(String rule, String was) {
        return new IllegalArgumentException(Text.wrong(rule, was));
    }
}
