package inkling.imagine;

import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.cluster.JobDevices;
import inkling.dataset.LabelledImages;
import inkling.dreaming.Adversarial;
import inkling.dreaming.GradientAscent;
import inkling.dreaming.GradientAscent.Objective;
import inkling.dreaming.GradientAscent.Start;
import inkling.dreaming.NoiseSearch;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.imagine.DreamRequest.Method;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.text.Words;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Reads what a person asks for, and says everything that is wrong with it; writes a request back as its fields. */
public final class DreamForm {
    private static final int LARGEST_STEPS = 10_000;
    private static final int LARGEST_CHANGE_STEPS = 1_000;
    /** The target of a change that takes what the network finds next likeliest. */
    public static final String SECOND_GUESS = "";

    private final RunArchive archive;
    private final List<String> devices;

    /** @param devices what noise can be searched on, by names */
    public DreamForm(RunArchive archive, List<String> devices) {
        this.archive = archive;
        this.devices = List.copyOf(devices);
    }

    /**
     * What was asked for: one picture, or one of each class.
     *
     * @param epoch whose checkpoint is to imagine it
     * @param device one of the form's
     */
    public record Order(int epoch, List<DreamRequest> requests, String device) {
        public Order {
            requests = List.copyOf(requests);
        }
    }

    /** An empty form's values: the notebook's search for class 3, and what the other methods start from. */
    public static Map<String, String> defaults(Run run, int epoch) {
        int label = Math.min(3, classes(run) - 1);
        Map<String, String> fields =
                fields(new DreamRequest.Noise(NoiseSearch.Query.usual(label, 1, run.blueprint())), epoch);
        fields(new DreamRequest.Ascent(GradientAscent.Plan.of(label, 1)), epoch).forEach(fields::putIfAbsent);
        fields.put("target", SECOND_GUESS);
        fields.put("device", JobDevices.RUNS_OWN);
        fields(new DreamRequest.Change(0, Adversarial.Plan.pgd(label, 0.1)), epoch)
                .forEach(fields::putIfAbsent);
        return fields;
    }

    /** Of the data set: outputs beyond them stand for nothing that could be imagined. */
    private static int classes(Run run) {
        return run.data()
                .map(data -> data.classNames().size())
                .orElse(run.blueprint().classes());
    }

    /** A request as the fields that ask for it again. */
    public static Map<String, String> fields(DreamRequest request, int epoch) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("method", request.method().id());
        fields.put("epoch", String.valueOf(epoch));
        fields.put(request instanceof DreamRequest.Change ? "target" : "class", String.valueOf(request.label()));
        if (request instanceof DreamRequest.Noise noise) {
            fields.put("images", String.valueOf(noise.query().images()));
            fields.put("mean", Numbers.plain(noise.query().mean()));
            fields.put("deviation", Numbers.plain(noise.query().deviation()));
            fields.put("seed", String.valueOf(noise.query().seed()));
        } else if (request instanceof DreamRequest.Ascent ascent) {
            fields.put("objective", ascent.plan().objective().id());
            fields.put("start", ascent.plan().start().id());
            fields.put("steps", String.valueOf(ascent.plan().steps()));
            fields.put("lr", Numbers.plain(ascent.plan().learningRate()));
            fields.put("total_variation", Numbers.plain(ascent.plan().totalVariation()));
            fields.put("l2", Numbers.plain(ascent.plan().l2()));
            fields.put("seed", String.valueOf(ascent.plan().seed()));
        } else if (request instanceof DreamRequest.Change change) {
            fields.put("image", String.valueOf(change.image()));
            fields.put("technique", change.plan().method().id());
            fields.put("epsilon", Numbers.plain(change.plan().epsilon()));
            fields.put("change_steps", String.valueOf(change.plan().steps()));
        }
        return fields;
    }

    /**
     * What the fields ask for; those of the other methods are not looked at, and an absent one means its default.
     *
     * @throws InvalidInput with every field that is wrong
     */
    public Order read(Run run, Map<String, String> values) {
        Map<String, String> all = new LinkedHashMap<>(defaults(run, 0));
        all.remove("epoch");
        all.putAll(values);
        Reader reader = new Reader(all);
        int epoch = epoch(run, reader);
        boolean each = all.getOrDefault("classes", "").equals("all");
        Optional<Method> method =
                reader.named("method", text -> Words.choose("method", List.of(Method.values()), Method::id, text));
        Optional<IntFunction<DreamRequest>> request = method.map(chosen -> switch (chosen) {
            case NOISE -> noise(reader);
            case ASCENT -> ascent(reader);
            case ADVERSARIAL -> change(run, reader);
        });
        List<Integer> labels = switch (method.orElse(Method.NOISE)) {
            case NOISE, ASCENT ->
                each
                        ? IntStream.range(0, classes(run)).boxed().toList()
                        : List.of((int) reader.whole("class", "class", 0, classes(run) - 1));
            case ADVERSARIAL -> targets(run, epoch, each, reader);
        };
        Optional<String> device = method.flatMap(chosen -> device(chosen, reader));
        if (!reader.errors.isEmpty()) {
            throw new InvalidInput(reader.errors);
        }
        return new Order(
                epoch, labels.stream().map(request.orElseThrow()::apply).toList(), device.orElseThrow());
    }

    private int epoch(Run run, Reader reader) {
        try {
            return archive.epoch(
                    run, Optional.ofNullable(reader.values.get("epoch")).filter(text -> !text.isEmpty()));
        } catch (InvalidInput e) {
            reader.errors.putAll(e.messages());
            return 0;
        }
    }

    private Optional<String> device(Method method, Reader reader) {
        return method == Method.NOISE
                ? reader.named("device", text -> Words.choose("device", devices, name -> name, text))
                : Optional.of(JobDevices.RUNS_OWN);
    }

    private static IntFunction<DreamRequest> noise(Reader reader) {
        long images = reader.whole("images", "number of images", 1, NoiseSearch.Query.MOST);
        double mean = reader.decimal("mean", "mean", -10, 10, false);
        double deviation = reader.decimal("deviation", "deviation", 0, 10, true);
        long seed = reader.seed();
        return label -> new DreamRequest.Noise(new NoiseSearch.Query(label, images, mean, deviation, seed));
    }

    private static IntFunction<DreamRequest> ascent(Reader reader) {
        Optional<Objective> objective = reader.named("objective", Objective::of);
        Optional<Start> start = reader.named("start", Start::of);
        int steps = (int) reader.whole("steps", "steps", 1, LARGEST_STEPS);
        double lr = reader.decimal("lr", "learning rate", 0, 10, true);
        double totalVariation = reader.decimal("total_variation", "total variation", 0, 1000, false);
        double l2 = reader.decimal("l2", "L2 penalty", 0, 1000, false);
        long seed = reader.seed();
        return label -> new DreamRequest.Ascent(new GradientAscent.Plan(
                label, objective.orElseThrow(), start.orElseThrow(), steps, lr, totalVariation, l2, seed));
    }

    private static IntFunction<DreamRequest> change(Run run, Reader reader) {
        int images = run.data().map(TrainedOn::testImages).orElse(1);
        int image = (int) reader.whole("image", "test image", 0, images - 1);
        Optional<Adversarial.Method> technique = reader.named("technique", Adversarial.Method::of);
        double epsilon = reader.decimal("epsilon", "epsilon", 0, 1, true);
        int steps = (int) reader.whole("change_steps", "steps", 1, LARGEST_CHANGE_STEPS);
        // Two and a half times the way there, so that it can turn back, as Madry et al. have it.
        double stepSize = Math.min(1, 2.5 * epsilon / steps);
        return target -> new DreamRequest.Change(
                image,
                technique.orElseThrow() == Adversarial.Method.FGSM
                        ? Adversarial.Plan.fgsm(target, epsilon)
                        : new Adversarial.Plan(Adversarial.Method.PGD, target, epsilon, steps, stepSize));
    }

    /** What a test image is to be taken for: never what the network takes it for already. */
    private List<Integer> targets(Run run, int epoch, boolean each, Reader reader) {
        String asked = reader.values.get("target");
        int target = asked.equals(SECOND_GUESS) ? -1 : (int) reader.whole("target", "target", 0, classes(run) - 1);
        if (!reader.errors.isEmpty()) {
            return List.of();
        }
        int image = (int) reader.whole("image", "test image", 0, Integer.MAX_VALUE);
        List<Integer> guesses = guesses(run, epoch, image);
        int taken = guesses.get(0);
        if (each) {
            return guesses.stream().filter(label -> label != taken).sorted().toList();
        }
        if (target == taken) {
            List<String> names = Dream.classNames(run);
            reader.errors.put(
                    "target",
                    Text.of(
                            "After epoch %d the network takes test image %d for %s already; choose another, such as %s, its second guess.",
                            epoch, image, Dream.name(names, taken), Dream.name(names, guesses.get(1))));
        }
        return List.of(target < 0 ? guesses.get(1) : target);
    }

    /** The classes, the likeliest of a test image first. */
    private List<Integer> guesses(Run run, int epoch, int image) {
        LabelledImages images = archive.images(run, ImageSplit.TEST);
        float[] x = new float[images.shape().size()];
        archive.normalisation(run).apply(images.shape(), images.image(image), 0, 1, x, 0);
        double[] probabilities = archive.network(run, epoch).forward(x).probabilities();
        return IntStream.range(0, classes(run))
                .boxed()
                .sorted(Comparator.comparingDouble(label -> -probabilities[label]))
                .toList();
    }

    /** Reads field by field and remembers what is wrong; what it returns for a wrong field is of no use. */
    private static final class Reader {
        private final Map<String, String> values;
        private final Map<String, String> errors = new LinkedHashMap<>();

        Reader(Map<String, String> values) {
            this.values = values;
        }

        long whole(String field, String label, long min, long max) {
            String text = values.get(field);
            Optional<BigInteger> value = Numbers.integer(text);
            if (value.isEmpty()) {
                return (long) wrong(field, label + " must be a whole number", text);
            }
            if (value.get().compareTo(BigInteger.valueOf(min)) < 0
                    || value.get().compareTo(BigInteger.valueOf(max)) > 0) {
                return (long) wrong(field, Text.of("%s must be between %,d and %,d", label, min, max), text);
            }
            return value.get().longValue();
        }

        double decimal(String field, String label, double min, double max, boolean above) {
            String text = values.get(field);
            Optional<BigDecimal> number = Numbers.decimal(text);
            if (number.isEmpty()) {
                return wrong(field, label + " must be a number such as 0.1", text);
            }
            double value = number.get().doubleValue();
            if (value < min || value > max || (above && value == min)) {
                String rule = above ? "%s must be above %s and at most %s" : "%s must be between %s and %s";
                return wrong(field, Text.of(rule, label, Numbers.plain(min), Numbers.plain(max)), text);
            }
            return value;
        }

        long seed() {
            String text = values.get("seed");
            return Numbers.whole(text)
                    .orElseGet(() -> (long) wrong("seed", "seed must be a whole number of at most 63 bits", text));
        }

        <E> Optional<E> named(String field, Function<String, E> reader) {
            try {
                return Optional.of(FormInput.read(field, values.get(field), reader));
            } catch (InvalidInput e) {
                errors.putAll(e.messages());
                return Optional.empty();
            }
        }

        private double wrong(String field, String rule, String was) {
            errors.put(field, Text.wrong(rule, was));
            return 0;
        }
    }
}
