package inkling.runs;

import inkling.archive.runs.RunRequest;
import inkling.dataset.DatasetKind;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.text.Text;
import inkling.text.TypedPath;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import inkling.training.Shape;
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
import java.util.stream.Stream;

/**
 * Reads what a person asked for, field by field, and names every field that is wrong.
 *
 * <p>The form, the JSON API and the command line share the fields' names and meaning: a field that is absent has the
 * notebook's value, a blank seed is drawn at random, and a blank augmentation is what is usual for the images.
 */
public final class RunForm {
    /** The fields' names, in the order of the form. */
    public static final List<String> FIELDS = Stream.of(
                    Stream.of("name", "dataset", "data"),
                    Arrays.stream(Setting.values()).map(Setting::id),
                    Stream.of("device"))
            .flatMap(fields -> fields)
            .toList();

    private static final String AUTO = "auto";

    private final List<String> devices;
    private final LongSupplier seeds;

    /**
     * @param devices the names that a run may ask for besides {@code auto}
     * @param seeds gives the seed of a run that leaves it open
     */
    public RunForm(List<String> devices, LongSupplier seeds) {
        this.devices = List.copyOf(devices);
        this.seeds = seeds;
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
        return devices;
    }

    /** What an empty form holds: the notebook's settings, and no name. */
    public Map<String, String> defaults() {
        Map<String, String> fields = texts(Hyperparameters.DEFAULT);
        fields.put(Setting.AUGMENT.id(), "");
        fields.put("name", "");
        fields.put("dataset", DatasetKind.AUTO.id());
        fields.put("data", "");
        fields.put("device", AUTO);
        return fields;
    }

    /** What the form holds that asks for the same run again, under a name of its own. */
    public Map<String, String> fields(RunRequest request) {
        Map<String, String> fields = texts(request.hyperparameters());
        fields.put("name", "");
        fields.put("dataset", request.dataset().id());
        fields.put("data", request.folder().orElse(""));
        fields.put("device", request.device());
        if (request.hyperparameters().epochs() == 0) { // of imported weights; a run that is trained has some
            fields.put(Setting.EPOCHS.id(), Setting.EPOCHS.usualText());
        }
        return fields;
    }

    /** What the form holds where its address fills in some fields. */
    public static Map<String, String> filled(Map<String, String> fields, Map<String, String> query) {
        Map<String, String> filled = new LinkedHashMap<>(query);
        filled.keySet().retainAll(fields.keySet());
        fields.forEach(filled::putIfAbsent);
        return filled;
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
    RunRequest readForm(Map<String, String> values) {
        Map<String, String> known = new LinkedHashMap<>(values);
        known.keySet().retainAll(FIELDS);
        known.computeIfPresent(Setting.AUGMENT.id(), (field, text) -> new AugmentationFields(values).text());
        addUnticked(known);
        return read(known);
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
        return new Reading(values).request();
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
            this.values = values;
        }

        RunRequest request() {
            values.keySet().stream()
                    .filter(field -> !FIELDS.contains(field))
                    .forEach(field ->
                            errors.put(field, "there is no such field; a run has " + String.join(", ", FIELDS)));
            DatasetKind dataset = field("dataset", DatasetKind.AUTO, DatasetKind::of);
            Optional<Path> folder = folder(dataset);
            Optional<Hyperparameters> hyperparameters = hyperparameters();
            String device = field("device", AUTO, this::device);
            String name = values.getOrDefault("name", "").strip();
            wrongName(name).ifPresent(sentence -> errors.put("name", sentence));
            if (!errors.isEmpty()) {
                throw new InvalidInput(errors);
            }
            return new RunRequest(name, dataset, folder.map(Path::toString), hyperparameters.orElseThrow(), device);
        }

        /** @return empty if there is an error */
        private Optional<Hyperparameters> hyperparameters() {
            Map<Setting, Object> chosen = new EnumMap<>(Setting.class);
            for (Setting setting : Setting.values()) {
                chosen.put(
                        setting,
                        field(
                                setting.id(),
                                setting.usual(),
                                text -> text.isEmpty() ? blank(setting) : setting.read(text)));
            }
            try {
                return Optional.of(new Hyperparameters(chosen));
            } catch (IllegalArgumentException e) {
                // Each value is right by itself: what is left is Nesterov without momentum.
                errors.putIfAbsent(Setting.MOMENTUM.id(), e.getMessage());
                return Optional.empty();
            }
        }

        private Object blank(Setting setting) {
            return switch (setting) {
                case SEED -> seeds.getAsLong();
                case AUGMENT -> setting.usual();
                default -> setting.read("");
            };
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

        private Optional<Path> folder(DatasetKind dataset) {
            String text = values.getOrDefault("data", "").strip();
            if (dataset == DatasetKind.BUILTIN) {
                return Optional.empty();
            }
            if (text.isEmpty()) {
                if (dataset == DatasetKind.IDX) {
                    errors.put("data", "the folder of your IDX files is needed");
                }
                return Optional.empty();
            }
            return field("data", Optional.empty(), folder -> Optional.of(existing(folder)));
        }

        private String device(String text) {
            if (!text.equals(AUTO) && !devices.contains(text)) {
                throw new IllegalArgumentException(Text.of(
                        "device must be one of auto, %s, was %s",
                        String.join(", ", devices), text.isEmpty() ? "empty" : text));
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

    private static Path existing(String text) {
        Path folder = TypedPath.of(text).toAbsolutePath().normalize();
        int length = folder.toString().length();
        if (length > RunRequest.LONGEST_FOLDER) {
            throw new IllegalArgumentException(
                    Text.of("data must be a path of at most %d characters, had %d", RunRequest.LONGEST_FOLDER, length));
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder);
        }
        return folder;
    }
}
