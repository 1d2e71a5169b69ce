package inkling.dataset;

/** Is told how far the loading of a data set has come, and can end it. */
public interface LoadProgress {
    /**
     * @param activity what is being done, as a person would say it: "downloading train-images-idx3-ubyte.gz from ..."
     * @param done units done
     * @param total units in all; 0 if unknown
     * @param unit what is counted: "bytes", "images"
     * @throws java.util.concurrent.CancellationException to end the loading
     */
    void report(String activity, long done, long total, String unit);

    /** Listens to nothing. */
    LoadProgress NONE = (activity, done, total, unit) -> {};
}
