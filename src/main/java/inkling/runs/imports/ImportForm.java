package inkling.runs.imports;

import inkling.archive.runs.Imported;
import inkling.archive.runs.RunRequest;
import inkling.errors.UserError.InvalidInput;
import inkling.runs.RunForm;
import inkling.text.Text;
import inkling.text.TypedPath;
import inkling.training.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads which weights are to become a run: the fields of a run without its epochs, the weights' file, and how pictures
 * were normalised for them. A page, the API and the command line share it.
 */
public final class ImportForm {
    public static final String WEIGHTS = "weights";
    public static final String MEAN = "mean";
    public static final String STD = "std";

    /** Its fields, in the order of the form. */
    public static final List<String> FIELDS = Stream.concat(
                    Stream.of(WEIGHTS, MEAN, STD),
                    RunForm.FIELDS.stream().filter(field -> !field.equals(Setting.EPOCHS.id())))
            .toList();

    private final RunForm form;

    public ImportForm(RunForm form) {
        this.form = form;
    }

    /** What an empty form holds. */
    Map<String, String> defaults() {
        Map<String, String> fields = new LinkedHashMap<>(form.defaults());
        fields.keySet().retainAll(FIELDS);
        List.of(WEIGHTS, MEAN, STD).forEach(field -> fields.put(field, ""));
        return fields;
    }

    /** @throws InvalidInput with a sentence for every wrong field, and for every one that does not exist */
    RunRequest read(Map<String, String> values) {
        Map<String, String> errors = new LinkedHashMap<>();
        Map<String, String> ofRun = new LinkedHashMap<>(values);
        ofRun.keySet().removeAll(List.of(WEIGHTS, MEAN, STD));
        if (ofRun.remove(Setting.EPOCHS.id()) != null) {
            errors.put(
                    Setting.EPOCHS.id(), "weights are imported without epochs; the run can be trained further later");
        }
        try {
            Imported weights = new Imported(
                    file(values.getOrDefault(WEIGHTS, "").strip(), errors),
                    Imported.normalisation(
                            values.getOrDefault(MEAN, "").strip(),
                            values.getOrDefault(STD, "").strip()));
            RunRequest request = form.read(ofRun).importing(weights);
            if (errors.isEmpty()) {
                return request;
            }
        } catch (InvalidInput e) {
            errors.putAll(e.messages());
        } catch (IllegalArgumentException e) {
            errors.put(MEAN, String.valueOf(e.getMessage()));
        }
        throw new InvalidInput(errors);
    }

    private static String file(String text, Map<String, String> errors) {
        try {
            Path file = TypedPath.of(text).toAbsolutePath().normalize();
            if (text.isEmpty()) {
                errors.put(WEIGHTS, "the file with the weights is needed");
            } else if (file.toString().length() > Imported.LONGEST_FILE) {
                errors.put(WEIGHTS, Text.of("weights must be a path of at most %d characters", Imported.LONGEST_FILE));
            } else if (!Files.isRegularFile(file)) {
                errors.put(WEIGHTS, "there is no file " + file);
            }
            return errors.containsKey(WEIGHTS) ? "" : file.toString();
        } catch (IllegalArgumentException e) {
            errors.put(WEIGHTS, String.valueOf(e.getMessage()));
            return "";
        }
    }
}
