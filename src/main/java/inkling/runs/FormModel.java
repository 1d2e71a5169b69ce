package inkling.runs;

import inkling.cluster.Cluster;
import inkling.cluster.JobDevices;
import inkling.dataset.DatasetKind;
import inkling.dataset.Framing.Fit;
import inkling.network.Preset;
import inkling.text.Text;
import inkling.training.Setting;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the form of a run shows: its values, its choices, and what is wrong. */
public final class FormModel {
    private static final Set<String> ADVANCED = Stream.concat(
                    part(Setting.Part.ADVANCED).stream().map(Setting::id), Stream.of("device"))
            .collect(Collectors.toSet());

    private final RunForm form;

    /** One of several things to choose from. */
    record Choice(String value, String title, String help) {}

    public FormModel(RunForm form) {
        this.form = form;
    }

    /**
     * The model of the form's template.
     *
     * @param values by field; absent ones are shown empty
     * @param errors by field, in the order in which they are listed
     */
    public Map<String, Object> of(Map<String, String> values, Map<String, String> errors) {
        Map<String, Object> model = new HashMap<>();
        model.put("values", values);
        model.put("errors", errors);
        model.put("advancedOpen", errors.keySet().stream().anyMatch(ADVANCED::contains) || differs(values));
        model.put("datasets", DATASETS);
        model.put("channels", CHANNELS);
        model.put("fits", FITS);
        model.put("versions", versions());
        model.put("form", this);
        model.put("presets", Preset.values());
        model.put("layerKinds", LayerKind.values());
        for (Setting.Part part : Setting.Part.values()) {
            model.put(part.id(), part(part));
        }
        model.put("augmentation", new AugmentationFields(values));
        model.put("devices", devices());
        return model;
    }

    /** What a setting may be, if it is a choice; the templates call it. */
    public List<Choice> choices(Setting setting) {
        return setting.options().stream()
                .map(option -> new Choice(option.id(), Text.capitalised(option.title()), ""))
                .toList();
    }

    private List<Choice> versions() {
        List<Choice> each = form.versions().stream()
                .map(version -> new Choice(
                        version.version().name(),
                        version.name() + ", of " + version.images() + ": " + version.words(),
                        ""))
                .toList();
        return each.isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(AS_FOUND), each.stream()).toList();
    }

    private static List<Setting> part(Setting.Part part) {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.part() == part)
                .toList();
    }

    /** Whether something that is usually left alone is not as in an empty form. */
    private boolean differs(Map<String, String> values) {
        Map<String, String> usual = form.defaults();
        return ADVANCED.stream()
                .anyMatch(
                        field -> values.containsKey(field) && !values.get(field).equals(usual.get(field)));
    }

    private List<Choice> devices() {
        Stream<Choice> each = form.devices().stream().map(name -> new Choice(name, deviceTitle(name), ""));
        return Stream.concat(Stream.of(new Choice("auto", "Automatic", "")), each)
                .toList();
    }

    /** What a device is called. */
    public static String deviceTitle(String name) {
        return switch (name) {
            case "cpu" -> "CPU";
            case Cluster.DEVICE -> JobDevices.CLUSTER;
            default -> name.replace("gpu", "GPU ");
        };
    }

    private static final List<Choice> DATASETS = Arrays.stream(DatasetKind.values())
            .map(kind -> new Choice(kind.id(), kind.title(), help(kind)))
            .toList();

    private static final Choice AS_FOUND = new Choice("", "The images as they are", "");

    private static final List<Choice> CHANNELS = List.of(
            new Choice("", "As the data have it", ""), new Choice("1", "Grey", ""), new Choice("3", "Colour", ""));

    private static final List<Choice> FITS = Arrays.stream(Fit.values())
            .map(fit -> new Choice(fit.id(), fit.title(), ""))
            .toList();

    private static String help(DatasetKind kind) {
        return switch (kind) {
            case AUTO -> "MNIST where it is there or can be had, else the built-in digits.";
            case MNIST -> "70,000 handwritten digits; 11 MB are downloaded once.";
            case BUILTIN -> "70,000 digits that Inkling draws itself; needs no network.";
            case FOLDER -> "PNG, JPEG, GIF, BMP or WebP files, in a folder a class.";
            case CSV -> "A row an image, with its label in one of the columns.";
            case NPZ -> "Images and labels as numpy.savez writes them.";
            case CIFAR -> "CIFAR-10 or CIFAR-100, the binary version.";
            case IDX -> "Files in the format of MNIST’s, such as Fashion-MNIST and EMNIST.";
        };
    }
}
