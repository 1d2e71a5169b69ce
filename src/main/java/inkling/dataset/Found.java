package inkling.dataset;

import java.util.List;
import java.util.Map;

/**
 * What a reader found.
 *
 * @param parts at least the training images; all of one shape
 * @param classNames in the order of their labels
 * @param notes what was done to the images and what was left out, in sentences
 */
public record Found(Map<Part, LabelledImages> parts, List<String> classNames, List<String> notes) {
    public Found {
        parts = Map.copyOf(parts);
        classNames = List.copyOf(classNames);
        notes = List.copyOf(notes);
    }
}
