package inkling.analysis.labels;

/**
 * An image whose label may be wrong.
 *
 * @param image its index
 * @param given the label that it has
 * @param suggested the likeliest other one
 * @param pGiven the probability of the given label
 * @param pSuggested of the suggested one
 * @param score {@link LabelIssues#score}
 */
public record LabelIssue(int image, int given, int suggested, double pGiven, double pSuggested, double score) {
    /** The same of an image that has another index among others. */
    LabelIssue at(int index) {
        return new LabelIssue(index, given, suggested, pGiven, pSuggested, score);
    }
}
