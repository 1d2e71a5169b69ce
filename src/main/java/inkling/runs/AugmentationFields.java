package inkling.runs;

import static java.util.stream.Collectors.joining;

import inkling.dataset.augmentation.Augmentation;
import inkling.dataset.augmentation.Change;
import inkling.http.Address;
import inkling.training.Setting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a form asks for an augmentation: for what is usual for the images, for none, or by a tick and a strength for each
 * kind of change.
 */
public final class AugmentationFields {
    private static final String FIELD = Setting.AUGMENT.id();
    private static final String USUAL = Augmentation.USUAL.text();
    private static final String NONE = Augmentation.NONE.text();
    /** The choice that leaves it to the rows. */
    private static final String OWN = "own";

    private final Map<String, String> values;
    private final String choice;

    /**
     * A kind of change in the form.
     *
     * @param field its tick's name; that of its strength ends with {@code _by}
     * @param error what is wrong with the strength
     */
    public record Row(Change change, String field, boolean on, String strength, Optional<String> error) {
        /** What it would do on its own. */
        public String text() {
            return (change.id() + " " + strength).strip();
        }
    }

    /** @param values of a form as it was posted or filled in; the setting's own may be a whole augmentation */
    public AugmentationFields(Map<String, String> values) {
        this.values = values;
        String text = values.getOrDefault(FIELD, "").strip();
        this.choice = listed(text.isEmpty() ? USUAL : text)
                .map(Augmentation::text)
                .filter(List.of(USUAL, NONE)::contains)
                .orElse(OWN);
    }

    private static Optional<Augmentation> listed(String text) {
        try {
            return Optional.of(Augmentation.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code usual}, {@code none}, or {@code own}. */
    public String choice() {
        return choice;
    }

    /** The setting as everything else reads it. */
    public String text() {
        String text = values.getOrDefault(FIELD, "").strip();
        if (!text.equals(OWN)) {
            return text.isEmpty() ? USUAL : text;
        }
        String ticked = rows().stream().filter(Row::on).map(Row::text).collect(joining(", "));
        return ticked.isEmpty() ? NONE : ticked;
    }

    /** Where eight of the form's images are shown with an augmentation. */
    public String strip(String text) {
        Map<String, String> images = new LinkedHashMap<>(values);
        images.keySet().retainAll(RunForm.DATA);
        images.values().removeIf(String::isBlank);
        return new Address("/augmentation/strip.png")
                .with(FIELD, text)
                .with(images)
                .toString();
    }

    /** Every kind of change, with what the form holds of it, or else what is usual for digits. */
    public List<Row> rows() {
        String text = values.getOrDefault(FIELD, "").strip();
        Augmentation filled =
                listed(text).filter(each -> !each.strengths().isEmpty()).orElse(Augmentation.DIGITS);
        return Arrays.stream(Change.values())
                .map(change -> text.equals(OWN) ? posted(change) : row(change, filled))
                .toList();
    }

    private static String field(Change change) {
        return FIELD + "_" + change.id();
    }

    private static Row row(Change change, Augmentation filled) {
        return new Row(
                change,
                field(change),
                filled.strengths().containsKey(change),
                filled.strengthText(change).orElseGet(change::usualText),
                Optional.empty());
    }

    private Row posted(Change change) {
        boolean on = values.containsKey(field(change));
        String strength =
                values.getOrDefault(field(change) + "_by", change.usualText()).strip();
        try {
            change.strength(strength);
            return new Row(change, field(change), on, strength, Optional.empty());
        } catch (IllegalArgumentException e) {
            return new Row(
                    change,
                    field(change),
                    on,
                    strength,
                    Optional.of(e.getMessage()).filter(each -> on));
        }
    }
}
