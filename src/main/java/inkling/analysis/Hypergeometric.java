package inkling.analysis;

/**
 * What chance alone does to a part of some images: of N images K are hits, and n of them are drawn without looking (the
 * distribution behind Fisher's exact test).
 */
public final class Hypergeometric {
    private final int images;
    private final int hits;
    private final double[] logFactorials;

    /**
     * @param images N
     * @param hits K
     */
    public Hypergeometric(int images, int hits) {
        this.images = images;
        this.hits = hits;
        logFactorials = new double[images + 1];
        for (int i = 1; i <= images; i++) {
            logFactorials[i] = logFactorials[i - 1] + Math.log(i);
        }
    }

    /** The probability that at most so many hits are among so many images that are drawn. */
    public double atMost(int found, int drawn) {
        double sum = 0;
        for (int i = Math.max(0, drawn - (images - hits)); i <= Math.min(found, Math.min(drawn, hits)); i++) {
            sum += Math.exp(logChoices(hits, i) + logChoices(images - hits, drawn - i) - logChoices(images, drawn));
        }
        return Math.min(1, sum);
    }

    private double logChoices(int from, int some) {
        return logFactorials[from] - logFactorials[some] - logFactorials[from - some];
    }
}
