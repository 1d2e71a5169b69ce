package inkling.network;

import inkling.errors.Explained;
import inkling.text.Printable;
import inkling.text.Text;

/** An architecture that cannot be, and the layer that is to blame; the message is a sentence for whoever typed it. */
public final class ArchitectureException extends IllegalArgumentException implements Explained {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_LAYER = 60;

    private final int position;
    private final String reason;

    /** @param layer the layer as it was typed */
    ArchitectureException(int position, String layer, String reason) {
        super(Text.of("Layer %d, %s: %s.", position + 1, brief(layer), reason));
        this.position = position;
        this.reason = reason;
    }

    /** As much of a layer as a sentence has room for: a block may be thousands of characters long. */
    static String brief(String layer) {
        return Printable.cut(layer, LONGEST_LAYER);
    }

    /** The layer's place in the typed list, counted from 0; of the outermost block, if it is inside one. */
    public int position() {
        return position;
    }

    /** What is wrong, where the layer stands beside it: {@code the picture is 3 x 3 there, ...}. */
    public String reason() {
        return reason;
    }
}
