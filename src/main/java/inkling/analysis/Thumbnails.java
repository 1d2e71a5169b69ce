package inkling.analysis;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.parallel.Parallel;
import java.util.List;

/**
 * Images as a few numbers each, by which those that look alike lie together: the means of up to {@value #SIDE} x {@value
 * #SIDE} cells around the centre of mass of what is brighter than the darkest pixel, less their mean and brought to length 1.
 * What is only brighter or darker, or moved before an even background, has the same numbers; squared distances are {@code 2 -
 * 2 correlation}.
 */
final class Thumbnails {
    private static final int SIDE = 10;
    private static final int PART = 500;

    private final ImageShape shape;
    private final int columns;
    private final int rows;

    Thumbnails(ImageShape shape) {
        this.shape = shape;
        columns = Math.min(SIDE, shape.width());
        rows = Math.min(SIDE, shape.height());
    }

    /** How many numbers an image has. */
    int size() {
        return columns * rows;
    }

    /**
     * @param parts the images of one after those of the other
     * @param chosen where those that are wanted stand among all of them: N
     * @return float32 (N, size), row-major; all 0 for an image of one brightness
     */
    float[] of(List<LabelledImages> parts, int[] chosen) {
        Place[] places = Place.all(parts);
        float[] numbers = new float[chosen.length * size()];
        Parallel.forEach(Parallel.parts(chosen.length, PART), part -> {
            double[] table = new double[(shape.width() + 1) * (shape.height() + 1)];
            for (int i = part * PART; i < Math.min(chosen.length, (part + 1) * PART); i++) {
                Place place = places[chosen[i]];
                sum(parts.get(place.part()).pixels(), place.index() * shape.size(), table);
                write(table, numbers, i * size());
            }
        });
        return numbers;
    }

    /** The sum of all that is above and to the left of each corner of a pixel, all channels together, less the darkest. */
    private void sum(byte[] pixels, int at, double[] table) {
        int across = shape.width() + 1;
        int darkest = Integer.MAX_VALUE;
        for (int pixel = 0; pixel < shape.plane(); pixel++) {
            darkest = Math.min(darkest, brightness(pixels, at + pixel));
        }
        for (int y = 0; y < shape.height(); y++) {
            double row = 0;
            for (int x = 0; x < shape.width(); x++) {
                row += brightness(pixels, at + y * shape.width() + x) - darkest;
                table[(y + 1) * across + x + 1] = table[y * across + x + 1] + row;
            }
        }
    }

    private int brightness(byte[] pixels, int at) {
        int sum = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            sum += pixels[at + channel * shape.plane()] & 0xff;
        }
        return sum;
    }

    private void write(double[] table, float[] numbers, int at) {
        double left = centre(table, true) - shape.width() / 2.0;
        double top = centre(table, false) - shape.height() / 2.0;
        double width = shape.width() / (double) columns;
        double height = shape.height() / (double) rows;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < size(); i++) {
            double x = left + i % columns * width;
            double y = top + i / columns * height;
            double cell = corner(table, x + width, y + height)
                    - corner(table, x, y + height)
                    - corner(table, x + width, y)
                    + corner(table, x, y);
            numbers[at + i] = (float) cell;
            sum += cell;
            squares += cell * cell;
        }
        double mean = sum / size();
        double length = Math.sqrt(Math.max(0, squares - sum * mean));
        boolean even = length <= 1e-6 * Math.abs(sum);
        for (int i = 0; i < size(); i++) {
            numbers[at + i] = even ? 0 : (float) ((numbers[at + i] - mean) / length);
        }
    }

    /** The centre of mass along one axis, in pixels from the edge; the middle of an even image. */
    private double centre(double[] table, boolean along) {
        int across = shape.width() + 1;
        int pixels = along ? shape.width() : shape.height();
        double all = table[table.length - 1];
        // The mean distance from the far edge is the sum of all that lies nearer than each pixel's end.
        double moment = 0;
        for (int i = 1; i <= pixels; i++) {
            moment += along ? table[shape.height() * across + i] : table[i * across + shape.width()];
        }
        return all == 0 ? pixels / 2.0 : pixels + 0.5 - moment / all;
    }

    /** The table between its corners, where it is linear along both axes. */
    private double corner(double[] table, double x, double y) {
        int across = shape.width() + 1;
        double inX = Math.max(0, Math.min(shape.width(), x));
        double inY = Math.max(0, Math.min(shape.height(), y));
        int column = Math.min(shape.width() - 1, (int) inX);
        int row = Math.min(shape.height() - 1, (int) inY);
        double right = inX - column;
        double down = inY - row;
        int at = row * across + column;
        return (1 - down) * ((1 - right) * table[at] + right * table[at + 1])
                + down * ((1 - right) * table[at + across] + right * table[at + across + 1]);
    }

    /**
     * An image among those of several parts.
     *
     * @param part which of them
     * @param index its position there
     */
    record Place(int part, int index) {
        /** Of the images of all parts, in their order. */
        static Place[] all(List<LabelledImages> parts) {
            Place[] places =
                    new Place[parts.stream().mapToInt(LabelledImages::size).sum()];
            int at = 0;
            for (int part = 0; part < parts.size(); part++) {
                for (int index = 0; index < parts.get(part).size(); index++) {
                    places[at++] = new Place(part, index);
                }
            }
            return places;
        }
    }
}
