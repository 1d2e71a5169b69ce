package inkling.maps.job;

import inkling.network.Predictions;
import inkling.text.Named;

/** What a network makes of an image, of which there can be maps. */
public enum Layer implements Named {
    /** The second hidden layer after ReLU: 100 numbers an image, as long as nobody changes its width. */
    H2,
    /** The output layer before softmax: 10 numbers an image. */
    LOGITS;

    /** As people call it. */
    public String title() {
        return id();
    }

    /** Numbers an image. */
    int dimensions(Predictions predictions) {
        return this == H2 ? predictions.features().width() : predictions.classes();
    }

    /** float32 (N, D), row-major; the predictions' own array. */
    public float[] values(Predictions predictions) {
        return this == H2 ? predictions.features().values() : predictions.logits();
    }
}
