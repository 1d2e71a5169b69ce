package inkling.archive.runs;

/**
 * Which of a run's figures were measured by an earlier version of Inkling, as means over batches; all others are means
 * over images.
 *
 * @param epochs how many of its first epochs have such validation figures
 * @param test whether its test figures are such
 */
public record OverBatches(int epochs, boolean test) {
    /** None of them. */
    public static final OverBatches NOTHING = new OverBatches(0, false);
}
