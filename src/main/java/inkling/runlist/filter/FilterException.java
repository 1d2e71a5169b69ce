package inkling.runlist.filter;

import inkling.text.Text;

/** A filter that cannot be read: what is wrong, and where. */
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int start;
    private final int end;

    /**
     * @param sentence what is wrong, without an end
     * @param start the first wrong character, counted from 0
     * @param end the first one behind it
     */
    FilterException(String sentence, int start, int end) {
        super(sentence);
        this.start = start;
        this.end = end;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /** The sentence with the place, counted from 1. */
    public String sentence() {
        return Text.of("%s (at character %d)", getMessage(), start + 1);
    }
}
