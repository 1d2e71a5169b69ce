package inkling.maps.job;

import inkling.analysis.LabelledPredictions;
import inkling.dataset.ClassLabels;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.network.Tensor;
import inkling.text.Text;
import java.util.List;

/**
 * What is said of the images on a map, kept with it so that drawing it asks no network.
 *
 * @param labels true labels: N
 * @param predicted the labels that the epoch's network gives: N
 * @param confidence float32, the probabilities it gives them, 0 to 1: N
 */
public record MapImages(byte[] labels, byte[] predicted, float[] confidence) {
    /** Of the first {@code count} of the images. */
    static MapImages of(LabelledPredictions predictions, int count) {
        byte[] labels = new byte[count];
        byte[] predicted = new byte[count];
        float[] confidence = new float[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) predictions.label(i);
            predicted[i] = (byte) predictions.predicted(i);
            confidence[i] = (float) predictions.confidence(i);
        }
        return new MapImages(labels, predicted, confidence);
    }

    static MapImages of(Safetensors.Content content, int count) {
        return new MapImages(
                bytes(within(content, "label", count, ClassLabels.MOST_CLASSES - 1)),
                bytes(within(content, "predicted", count, ClassLabels.MOST_CLASSES - 1)),
                within(content, "confidence", count, 1));
    }

    private static float[] within(Safetensors.Content content, String name, int count, int most) {
        float[] values = content.requireFinite(name, count).values();
        for (float value : values) {
            if (value < 0 || value > most) {
                throw new SafetensorsException(
                        Text.of("%s has a %s of %s, where 0 to %d belong", content.file(), name, value, most));
            }
        }
        return values;
    }

    List<Tensor> tensors() {
        int[] shape = {labels.length};
        return List.of(
                new Tensor("label", shape, floats(labels)),
                new Tensor("predicted", shape, floats(predicted)),
                new Tensor("confidence", shape, confidence));
    }

    private static float[] floats(byte[] bytes) {
        float[] floats = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            floats[i] = bytes[i];
        }
        return floats;
    }

    private static byte[] bytes(float[] floats) {
        byte[] bytes = new byte[floats.length];
        for (int i = 0; i < floats.length; i++) {
            bytes[i] = (byte) floats[i];
        }
        return bytes;
    }
}
