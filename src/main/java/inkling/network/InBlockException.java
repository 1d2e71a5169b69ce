package inkling.network;

import inkling.text.Text;

/** What is wrong with a layer in a residual block; of blocks in each other the innermost says it. */
final class InBlockException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private InBlockException(String message) {
        super(message);
    }

    static InBlockException of(String layer, IllegalArgumentException wrong) {
        return wrong instanceof InBlockException inner
                ? inner
                : new InBlockException(
                        Text.of("in the block, %s: %s", ArchitectureException.brief(layer), wrong.getMessage()));
    }
}
