package inkling.analysis;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import java.util.stream.IntStream;

/**
 * How alike two images are, whatever their brightness and contrast: the correlation of their numbers (the normalised
 * cross-correlation of Lewis, "Fast Normalized Cross-Correlation", 1995), where one of them may be moved by a pixel along
 * either axis. What is pushed over the edge is not compared. An image without any contrast, whatever its shade or colour, has
 * nothing that could be found again in another.
 *
 * @param correlation the largest that is found, at most 1; 0 if one of the images has no contrast in any channel
 * @param right by how many pixels the second lies to the right of the first, -1 to 1
 * @param down by how many it lies below
 */
record Likeness(float correlation, int right, int down) {
    /** Images along either side of which there are fewer pixels are compared as they lie: too little would be left of them. */
    private static final int SMALLEST_MOVED = 5;

    static Likeness of(LabelledImages first, int firstIndex, LabelledImages second, int secondIndex) {
        ImageShape shape = first.shape();
        byte[] a = first.image(firstIndex);
        byte[] b = second.image(secondIndex);
        if (isEven(a, shape) || isEven(b, shape)) {
            return new Likeness(0, 0, 0);
        }
        Likeness best = new Likeness(correlation(a, b, shape, 0, 0), 0, 0);
        int reach = Math.min(shape.width(), shape.height()) < SMALLEST_MOVED ? 0 : 1;
        for (int down = -reach; down <= reach && best.correlation < 1; down++) {
            for (int right = -reach; right <= reach; right++) {
                float correlation = correlation(a, b, shape, right, down);
                if (correlation > best.correlation) {
                    best = new Likeness(correlation, right, down);
                }
            }
        }
        return best;
    }

    /** Whether each channel is of one brightness. */
    private static boolean isEven(byte[] image, ImageShape shape) {
        return IntStream.range(0, image.length).allMatch(i -> image[i] == image[i - i % shape.plane()]);
    }

    private static float correlation(byte[] a, byte[] b, ImageShape shape, int right, int down) {
        long sumA = 0;
        long sumB = 0;
        long squaresA = 0;
        long squaresB = 0;
        long products = 0;
        int wide = shape.width() - Math.abs(right);
        int high = shape.height() - Math.abs(down);
        for (int line = 0; line < shape.channels() * high; line++) {
            int top = line / high * shape.plane() + line % high * shape.width();
            int fromA = top + Math.max(0, -down) * shape.width() + Math.max(0, -right);
            int fromB = top + Math.max(0, down) * shape.width() + Math.max(0, right);
            for (int i = 0; i < wide; i++) {
                int x = a[fromA + i] & 0xff;
                int y = b[fromB + i] & 0xff;
                sumA += x;
                sumB += y;
                squaresA += x * x;
                squaresB += y * y;
                products += x * y;
            }
        }
        // Whole numbers up to here, so that copies come to 1 and not nearly.
        double n = (double) shape.channels() * wide * high;
        double spreadA = n * squaresA - (double) sumA * sumA;
        double spreadB = n * squaresB - (double) sumB * sumB;
        if (spreadA == 0 || spreadB == 0) {
            return 0;
        }
        return (float) ((n * products - (double) sumA * sumB) / Math.sqrt(spreadA * spreadB));
    }
}
