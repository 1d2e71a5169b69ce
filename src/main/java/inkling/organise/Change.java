package inkling.organise;

import inkling.archive.runs.Annotations;
import inkling.errors.UserError.InvalidInput;
import inkling.runs.RunForm;
import inkling.text.Text;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What is to become different about a run; what is empty stays as it is.
 *
 * @param notes Markdown
 * @param tags all that it is to have
 * @param archived whether it is to be put away
 * @param baseline whether the others are to be compared with it
 */
record Change(
        Optional<String> name,
        Optional<String> notes,
        Optional<List<String>> tags,
        Optional<Boolean> archived,
        Optional<Boolean> baseline) {
    private static final int MOST_TAGS = 50;

    private static final int LONGEST_TAG = 40;
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{M}\\p{N}._-]{1,40}");
    private static final Set<String> FIELDS = Set.of("name", "notes", "tags", "archived", "baseline");

    Change {
        tags = tags.map(List::copyOf);
    }

    /** @throws InvalidInput with a sentence for every wrong field, and for every one that does not exist */
    static Change read(Map<String, String> values) {
        Map<String, String> errors = new LinkedHashMap<>();
        values.keySet().stream()
                .filter(field -> !FIELDS.contains(field))
                .forEach(field -> errors.put(
                        field, "this cannot be changed; what can is name, notes, tags, archived and baseline"));
        Reading reading = new Reading(values, errors);
        Change change = new Change(
                reading.read("name", Change::name),
                reading.read("notes", Change::notes),
                reading.read("tags", Change::tags),
                reading.read("archived", text -> truth("archived", text)),
                reading.read("baseline", text -> truth("baseline", text)));
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return change;
    }

    /** Reads fields, and keeps what is wrong with them. */
    private record Reading(Map<String, String> values, Map<String, String> errors) {
        <T> Optional<T> read(String field, Function<String, T> reader) {
            try {
                return Optional.ofNullable(values.get(field)).map(reader);
            } catch (IllegalArgumentException e) {
                errors.put(field, e.getMessage());
                return Optional.empty();
            }
        }
    }

    private static String name(String text) {
        String name = text.strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name must not be empty");
        }
        RunForm.wrongName(name).ifPresent(sentence -> {
            throw new IllegalArgumentException(sentence);
        });
        return name;
    }

    private static String notes(String text) {
        String notes = text.replace("\r\n", "\n").replace('\r', '\n').strip();
        if (notes.length() > Annotations.LONGEST_NOTES) {
            throw new IllegalArgumentException(Text.of(
                    "notes must have at most %,d characters, had %,d", Annotations.LONGEST_NOTES, notes.length()));
        }
        if (notes.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            throw new IllegalArgumentException("notes must be text, without control characters");
        }
        return notes;
    }

    private static List<String> tags(String text) {
        List<String> tags = Annotations.typedTags(text).stream()
                .map(Change::tag)
                .distinct()
                .sorted()
                .toList();
        if (tags.size() > MOST_TAGS) {
            throw new IllegalArgumentException(Text.of("tags must be at most %d, were %d", MOST_TAGS, tags.size()));
        }
        return tags;
    }

    /**
     * At least one tag.
     *
     * @throws IllegalArgumentException with a sentence if one of them is none, or there are none
     */
    static List<String> someTags(String text) {
        List<String> tags = tags(text);
        return tags.isEmpty() ? List.of(tag("")) : tags;
    }

    private static String tag(String text) {
        String tag = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        // The pattern counts characters that a text keeps as two for one.
        if (!TAG.matcher(tag).matches() || tag.length() > LONGEST_TAG) {
            throw new IllegalArgumentException(
                    "a tag must have 1 to 40 letters, digits or . _ -, was " + (tag.isEmpty() ? "empty" : tag));
        }
        return tag;
    }

    private static boolean truth(String what, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(what + " must be true or false, was " + text);
        };
    }
}
