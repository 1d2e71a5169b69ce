package inkling.analysis;

import inkling.dataset.LabelledImages;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Images that are in a data set more than once, pixel for pixel: a test image that was trained on judges nothing.
 *
 * @param amongTraining training images that are copies of an earlier one
 * @param tested indices of the test images that are among the training images as well
 * @param otherwiseLabelled how many of these have another label there
 */
public record Duplicates(int amongTraining, List<Integer> tested, int otherwiseLabelled) {
    public Duplicates {
        tested = List.copyOf(tested);
    }

    /** The first 128 bits of an image's SHA-256: of a million images, two that differ share them once in 1e26 times. */
    private record Print(long first, long second) {}

    public static Duplicates of(LabelledImages train, LabelledImages test) {
        int[] firsts = firsts(List.of(train, test));
        int amongTraining = 0;
        for (int image = 0; image < train.size(); image++) {
            amongTraining += firsts[image] == image ? 0 : 1;
        }
        List<Integer> tested = new ArrayList<>();
        int otherwiseLabelled = 0;
        for (int image = 0; image < test.size(); image++) {
            int twin = firsts[train.size() + image];
            if (twin < train.size()) {
                tested.add(image);
                otherwiseLabelled += train.label(twin) == test.label(image) ? 0 : 1;
            }
        }
        return new Duplicates(amongTraining, tested, otherwiseLabelled);
    }

    /**
     * For each image the first one that has the same pixels: itself, if none before it has.
     *
     * @param parts the images of one after those of the other
     * @return where it stands among all of them
     */
    static int[] firsts(List<LabelledImages> parts) {
        MessageDigest sha256 = sha256();
        Map<Print, Integer> known = new HashMap<>();
        int[] firsts = new int[parts.stream().mapToInt(LabelledImages::size).sum()];
        int at = 0;
        for (LabelledImages part : parts) {
            for (int image = 0; image < part.size(); image++, at++) {
                Integer first = known.putIfAbsent(print(part, image, sha256), at);
                firsts[at] = first == null ? at : first;
            }
        }
        return firsts;
    }

    private static Print print(LabelledImages images, int image, MessageDigest sha256) {
        int size = images.shape().size();
        sha256.update(images.pixels(), image * size, size);
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        return new Print(digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
