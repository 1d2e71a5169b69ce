package inkling.analysis.slices;

import inkling.dataset.LabelledImages;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Some images, divided in every way that makes sense of them.
 *
 * @param axes by class first
 * @param drawn whether the images show something on a plain ground, so that its strokes can be measured
 */
public record Slicing(List<Axis> axes, boolean drawn) {
    private static final int MOST_PARTS = 2;

    public Slicing {
        axes = List.copyOf(axes);
    }

    public static Slicing of(LabelledImages images, List<String> classNames) {
        Traits traits = Traits.of(images);
        List<Axis> axes = new ArrayList<>(List.of(Axis.ofClasses(classNames, images.labels())));
        traits.values().forEach((trait, values) -> Axis.of(trait, values).ifPresent(axes::add));
        return new Slicing(axes, traits.drawn());
    }

    /**
     * The slice that an address means.
     *
     * @throws IllegalArgumentException with a sentence if there is none of that id
     */
    public Slice slice(String id) {
        String[] parts = id.split(",", -1);
        if (parts.length > MOST_PARTS) {
            throw new IllegalArgumentException(unknown(id));
        }
        Slice slice = new Slice(Stream.of(parts).map(part -> part(part, id)).toList());
        if (slice.parts().stream().map(Slice.Part::axis).distinct().count() < parts.length) {
            throw new IllegalArgumentException(unknown(id));
        }
        return slice;
    }

    private Slice.Part part(String text, String id) {
        for (Axis axis : axes) {
            for (int bin = 0; bin < axis.bins().size(); bin++) {
                if (text.equals(axis.id() + ":" + bin)) {
                    return new Slice.Part(axis, bin);
                }
            }
        }
        throw new IllegalArgumentException(unknown(id));
    }

    private static String unknown(String id) {
        return Text.wrong("slice must be one that the page of slices names, such as class:1", id);
    }
}
