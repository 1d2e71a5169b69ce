package inkling.analysis.labels;

/**
 * An image whose label may be wrong.
 *
 * @param index of the image
 * @param given the label that it has
 * @param suggested the likeliest other one
 * @param pGiven the probability of the given label
 * @param pSuggested of the suggested one
 * @param score {@link LabelIssues#score}
 */
public record LabelIssue(int index, int given, int suggested, double pGiven, double pSuggested, double score) {
    /** The same of an image that has another index among others. */
    LabelIssue at(int other) {
        return new LabelIssue(other, given, suggested, pGiven, pSuggested, score);
    }
}
