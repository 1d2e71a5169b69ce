package inkling.runs;

import inkling.archive.runs.RunRequest;
import inkling.archive.versions.DataVersion;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Framing;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Devices;
import inkling.text.Isolated;
import inkling.text.Text;
import inkling.text.TypedPath;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import inkling.training.Shape;
import inkling.training.StepMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what a person asked for, field by field, and names every field that is wrong.
 *
 * <p>The form, the JSON API and the command line share the fields' names and meaning: a field that is absent has the
 * notebook's value, and a blank seed is drawn at random.
 */
public final class RunForm {
    /** The short way to ask for a perceptron in place of {@link Setting#ARCH}: the widths of its layers, {@code 250,100}. */
    public static final String HIDDEN = "hidden";
    /** The name of corrections of the images. */
    public static final String VERSION = "data_version";
    /** The fields that say which images are learned from. */
    static final List<String> DATA = List.of("dataset", "data", "test", "image_size", "channels", "fit", VERSION);

    /** The fields' names, in the order of the form. */
    public static final List<String> FIELDS = Stream.of(
                    Stream.of("name"),
                    DATA.stream(),
                    Arrays.stream(Setting.values()).map(Setting::id),
                    Stream.of(HIDDEN, "device"))
            .flatMap(fields -> fields)
            .toList();

    private static final String AUTO = "auto";

    private final Supplier<List<String>> devices;
    private final LongSupplier seeds;
    private final Supplier<List<DataVersion>> versions;

    /**
     * @param devices the names that a run may ask for besides {@code auto}
     * @param seeds gives the seed of a run that leaves it open
     * @param versions of data sets, that a run may ask for by their names
     */
    public RunForm(Supplier<List<String>> devices, LongSupplier seeds, Supplier<List<DataVersion>> versions) {
        this.devices = devices;
        this.seeds = seeds;
        this.versions = versions;
    }

    /** The fields that are one of a few things, of which the form of a sweep may post several. */
    public static String[] choices() {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.shape() == Shape.CHOICE)
                .map(Setting::id)
                .toArray(String[]::new);
    }

    /** The devices' names, {@code auto} apart. */
    public List<String> devices() {
        return devices.get();
    }

    /** The versions of data sets that a run may ask for, the newest first. */
    public List<DataVersion> versions() {
        return versions.get();
    }

    /** What an empty form holds: the notebook's settings, and no name. */
    public Map<String, String> defaults() {
        Map<String, String> fields = texts(Hyperparameters.DEFAULT);
        fields.put("name", "");
        fields.putAll(texts(DatasetRequest.of(DatasetKind.AUTO, Optional.empty())));
        fields.put("device", AUTO);
        return fields;
    }

    /** What the form holds that asks for the same run again, under a name of its own. */
    public Map<String, String> fields(RunRequest request) {
        Map<String, String> fields = texts(request.hyperparameters());
        fields.put("name", "");
        fields.putAll(texts(request.data()));
        fields.put("device", request.device());
        if (request.hyperparameters().epochs() == 0) { // of imported weights; a run that is trained has some
            fields.put(Setting.EPOCHS.id(), Setting.EPOCHS.usualText());
        }
        return fields;
    }

    /** What the form holds that asks for these images. */
    public static Map<String, String> texts(DatasetRequest data) {
        return Map.of(
                "dataset",
                data.kind().id(),
                "data",
                data.path().orElse(""),
                "test",
                data.test().orElse(""),
                "image_size",
                data.framing().size().map(Framing.Size::toString).orElse(""),
                "channels",
                data.framing().channels().map(String::valueOf).orElse(""),
                "fit",
                data.framing().fit().id(),
                VERSION,
                data.version().map(DatasetRequest.Version::name).orElse(""));
    }

    /** What the form holds where its address fills in some fields. */
    public static Map<String, String> filled(Map<String, String> fields, Map<String, String> query) {
        Map<String, String> filled = new LinkedHashMap<>(spelled(query));
        filled.keySet().retainAll(fields.keySet());
        fields.forEach(filled::putIfAbsent);
        return filled;
    }

    /**
     * The same where perceptrons that are asked for in short are written in full, one a line.
     *
     * @throws InvalidInput if they are no widths
     */
    public static Map<String, String> spelled(Map<String, String> fields) {
        if (!fields.containsKey(HIDDEN)) {
            return fields;
        }
        if (fields.containsKey(Setting.ARCH.id())) {
            throw new InvalidInput(HIDDEN, "a network is asked for by arch or by hidden, not by both");
        }
        Map<String, String> spelled = new LinkedHashMap<>(fields);
        String widths = spelled.remove(HIDDEN).strip().replaceAll("\\s*,\\s*", ",");
        spelled.put(
                Setting.ARCH.id(),
                Arrays.stream(widths.split("\\s*;\\s*|\\s+", -1))
                        .map(each -> FormInput.read(HIDDEN, each, RunForm::perceptron))
                        .collect(Collectors.joining("\n")));
        return spelled;
    }

    private static String perceptron(String widths) {
        return Architecture.perceptron(Arrays.stream(widths.split(",", -1))
                        .map(width -> (Integer) Shape.WHOLE.read("each hidden width", width))
                        .toList())
                .text();
    }

    private static Map<String, String> texts(Hyperparameters chosen) {
        Map<String, String> texts = new LinkedHashMap<>();
        chosen.values()
                .forEach((setting, value) ->
                        texts.put(setting.id(), setting.shape().write(value)));
        return texts;
    }

    /**
     * Reads a form as a browser posts it: a box that is not ticked is absent, and fields of no meaning here (a button's
     * name) are passed over.
     *
     * @throws InvalidInput with a sentence for every wrong field
     */
    public RunRequest readForm(Map<String, String> values) {
        return fitting(sketch(values));
    }

    /** The same, be the network one for the images or not. */
    RunRequest sketch(Map<String, String> values) {
        Map<String, String> known = new LinkedHashMap<>(values);
        known.keySet().retainAll(FIELDS);
        known.computeIfPresent(Setting.AUGMENT.id(), (field, text) -> new AugmentationFields(values).text());
        addUnticked(known);
        return new Reading(known).request();
    }

    /** Adds the boxes that are not ticked to the fields that a browser sends, which leaves them out. */
    static void addUnticked(Map<String, String> fields) {
        Arrays.stream(Setting.values())
                .filter(setting -> setting.shape() == Shape.TRUTH)
                .forEach(setting -> fields.putIfAbsent(setting.id(), "false"));
    }

    /**
     * Reads what the API or the command line was given.
     *
     * @throws InvalidInput with a sentence for every wrong field, and for every one that does not exist
     */
    public RunRequest read(Map<String, String> values) {
        return fitting(new Reading(values).request());
    }

    /** Of images that are not read yet only some things are known; a run says itself what else does not fit. */
    private RunRequest fitting(RunRequest request) {
        ExpectedImages images = ExpectedImages.of(request.data());
        Hyperparameters chosen = request.hyperparameters();
        if (images.shape().isPresent()) {
            Blueprint network = FormInput.read(Setting.ARCH.id(), "", any -> images.fit(chosen.architecture()));
            String device = request.device().equals(AUTO) ? Devices.auto(devices()) : request.device();
            images.train()
                    .ifPresent(train -> FormInput.read(
                            Setting.BATCH_SIZE.id(),
                            "",
                            any -> StepMemory.of(chosen, network, train).on(device)));
        }
        return request;
    }

    /**
     * Reads which images some fields ask for, and passes over all others.
     *
     * @throws InvalidInput with a sentence for every wrong field
     */
    public DatasetRequest readData(Map<String, String> values) {
        Reading reading = new Reading(values);
        Optional<DatasetRequest> data = reading.data();
        return data.orElseThrow(() -> new InvalidInput(reading.errors));
    }

    /**
     * The epochs of a run that is to go on.
     *
     * @return empty if it is to have as many as it was asked for
     * @throws InvalidInput if it is no whole number
     */
    public static OptionalInt epochs(Map<String, String> values) {
        String text = values.get("epochs");
        return text == null
                ? OptionalInt.empty()
                : OptionalInt.of(FormInput.read("epochs", text.strip(), epochs ->
                        (int) Setting.EPOCHS.shape().read("epochs", epochs)));
    }

    /** One reading of one set of values. */
    private final class Reading {
        private final Map<String, String> values;
        private final Map<String, String> errors = new LinkedHashMap<>();

        Reading(Map<String, String> values) {
            Map<String, String> read = values;
            try {
                read = spelled(values);
            } catch (InvalidInput e) {
                errors.putAll(e.messages());
            }
            this.values = read;
        }

        RunRequest request() {
            values.keySet().stream()
                    .filter(field -> !FIELDS.contains(field))
                    .forEach(field ->
                            errors.put(field, "there is no such field; a run has " + String.join(", ", FIELDS)));
            Optional<DatasetRequest> data = data();
            Optional<Hyperparameters> hyperparameters = hyperparameters();
            String device = field("device", AUTO, this::device);
            String name = values.getOrDefault("name", "").strip();
            wrongName(name).ifPresent(sentence -> errors.put("name", sentence));
            if (!errors.isEmpty()) {
                throw new InvalidInput(errors);
            }
            return new RunRequest(name, data.orElseThrow(), hyperparameters.orElseThrow(), device);
        }

        /** @return empty if there is an error */
        Optional<DatasetRequest> data() {
            DatasetKind dataset = field("dataset", DatasetKind.AUTO, DatasetKind::of);
            Optional<String> path = path("data", dataset);
            Optional<String> test = path("test", dataset);
            if (dataset.isOwn() && path.isEmpty()) {
                errors.putIfAbsent("data", "the path of your images is needed");
            }
            Framing framing = framing();
            Optional<DatasetRequest> corrected = optional(VERSION, this::version);
            if (!errors.isEmpty()) {
                return Optional.empty();
            }
            var found = new DatasetRequest(dataset, path, test, framing);
            DatasetRequest asked = corrected.map(version -> of(version, found)).orElse(found);
            return errors.isEmpty() ? Optional.of(asked) : Optional.empty();
        }

        /** A version is asked for by its name, which says where its images lie. */
        private DatasetRequest version(String name) {
            List<DataVersion> all = versions();
            return all.stream()
                    .filter(each -> each.version().name().equals(name))
                    .findFirst()
                    .map(DataVersion::request)
                    .orElseThrow(() -> new IllegalArgumentException(Text.of(
                            "there is no version %s of a data set%s",
                            Isolated.of(name),
                            all.isEmpty()
                                    ? " yet"
                                    : "; there is "
                                            + all.stream()
                                                    .map(DataVersion::name)
                                                    .collect(Collectors.joining(", ")))));
        }

        /** What is said of the images beside a version of them must fit it; what is not said, it says. */
        private DatasetRequest of(DatasetRequest version, DatasetRequest said) {
            boolean open = said.equals(DatasetRequest.of(DatasetKind.AUTO, Optional.empty()));
            boolean fits = said.path().equals(version.path())
                    && said.test().equals(version.test())
                    && said.framing().equals(version.framing())
                    && (said.kind() == DatasetKind.AUTO || said.kind() == version.kind());
            if (!open && !fits) {
                errors.put(
                        VERSION,
                        Text.of(
                                "the version %s corrects other images (%s)",
                                Isolated.of(version.version().orElseThrow().name()),
                                version.path()
                                        .map(Isolated::of)
                                        .orElse(version.kind().title())));
            }
            return version;
        }

        /** @return empty if there is an error */
        private Optional<Hyperparameters> hyperparameters() {
            Map<Setting, Object> chosen = new EnumMap<>(Setting.class);
            for (Setting setting : Setting.values()) {
                Function<String, Object> reader = setting == Setting.SEED
                        ? text -> text.isEmpty() ? seeds.getAsLong() : setting.read(text)
                        : setting::read;
                chosen.put(setting, field(setting.id(), setting.usual(), reader));
            }
            try {
                return Optional.of(new Hyperparameters(chosen));
            } catch (IllegalArgumentException e) {
                // Each value is right by itself: what is left is Nesterov without momentum.
                errors.putIfAbsent(Setting.MOMENTUM.id(), e.getMessage());
                return Optional.empty();
            }
        }

        private <T> T field(String field, T otherwise, Function<String, T> reader) {
            String text = values.get(field);
            if (text == null) {
                return otherwise;
            }
            try {
                return reader.apply(text.strip());
            } catch (IllegalArgumentException e) {
                errors.put(field, e.getMessage());
                return otherwise;
            }
        }

        private Optional<String> path(String field, DatasetKind dataset) {
            boolean none = dataset == DatasetKind.BUILTIN
                    || values.getOrDefault(field, "").isBlank();
            return none ? Optional.empty() : field(field, Optional.empty(), text -> Optional.of(existing(field, text)));
        }

        private Framing framing() {
            return new Framing(
                    optional("image_size", Framing.Size::of),
                    optional("channels", RunForm::channels),
                    field(
                            "fit",
                            Framing.USUAL.fit(),
                            text -> text.isEmpty() ? Framing.USUAL.fit() : Framing.Fit.of(text)));
        }

        private <T> Optional<T> optional(String field, Function<String, T> reader) {
            return field(
                    field,
                    Optional.empty(),
                    text -> text.isEmpty() ? Optional.empty() : Optional.of(reader.apply(text)));
        }

        private String device(String text) {
            if (!text.equals(AUTO) && !devices().contains(text)) {
                throw new IllegalArgumentException(Text.of(
                        "device must be one of auto, %s, was %s",
                        String.join(", ", devices()), text.isEmpty() ? "empty" : text));
            }
            return text;
        }
    }

    /** What is wrong with a run's name; empty if nothing is. */
    public static Optional<String> wrongName(String name) {
        if (name.length() > RunRequest.LONGEST_NAME) {
            return Optional.of(
                    Text.of("name must have at most %d characters, had %d", RunRequest.LONGEST_NAME, name.length()));
        }
        return name.chars().anyMatch(Character::isISOControl)
                ? Optional.of("name must be one line of text")
                : Optional.empty();
    }

    private static int channels(String text) {
        if (!text.equals("1") && !text.equals("3")) {
            throw new IllegalArgumentException("channels must be 1 for grey or 3 for colour, was " + text);
        }
        return Integer.parseInt(text);
    }

    private static String existing(String field, String text) {
        Path path = TypedPath.of(text).toAbsolutePath().normalize();
        int length = path.toString().length();
        if (length > DatasetRequest.LONGEST_PATH) {
            throw new IllegalArgumentException(Text.of(
                    "%s must be a path of at most %d characters, had %d", field, DatasetRequest.LONGEST_PATH, length));
        }
        if (!Files.isDirectory(path) && !Files.isRegularFile(path)) {
            throw new IllegalArgumentException("there is no folder or file " + path);
        }
        return path.toString();
    }
}
