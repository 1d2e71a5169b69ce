package inkling.analysis;

/** Predictions made by a formula, so that the same numbers can be had in Python. */
final class Examples {
    private Examples() {}

    /**
     * 200 images, 10 classes. What scikit-learn 1.2 and PyTorch 1.13 make of them is written down in the tests; both
     * began with
     *
     * <pre>{@code
     * i = np.arange(200)[:, None]; c = np.arange(10)[None, :]
     * logits = ((i * 37 + c * 101 + i * c * 13) % 97).astype(np.float32) / np.float32(10) - np.float32(4)
     * i = np.arange(200); pred = logits.argmax(1)
     * label = np.where(i % 3 > 0, pred, (i * 7 + i // 3) % 10)
     * P = F.softmax(torch.tensor(logits).double(), -1).numpy()
     * }</pre>
     */
    static LabelledPredictions predictions() {
        float[] logits = new float[2000];
        for (int i = 0; i < 200; i++) {
            for (int c = 0; c < 10; c++) {
                logits[i * 10 + c] = ((i * 37 + c * 101 + i * c * 13) % 97) / 10f - 4f;
            }
        }
        byte[] labels = new byte[200];
        LabelledPredictions unlabelled = new LabelledPredictions(10, labels, logits);
        for (int i = 0; i < 200; i++) {
            labels[i] = (byte) (i % 3 > 0 ? unlabelled.predicted(i) : (i * 7 + i / 3) % 10);
        }
        return new LabelledPredictions(10, labels, logits);
    }
}
