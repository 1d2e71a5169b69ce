package inkling.corruption;

import java.util.SplittableRandom;

/** What lies between the camera and the picture. */
final class Weather {
    /** The colour of mud, of 0..1. */
    private static final float MUD = 63 / 255f;

    private Weather() {}

    /**
     * Lays clouds over the picture, and darkens both so that nothing is brighter than its brightest pixel was.
     *
     * @param thickness how much brighter than white the brightest cloud is
     * @param smoothness by how much each finer ripple of the clouds is lower than the one before
     */
    static Damage fog(float thickness, double smoothness) {
        Clouds clouds = new Clouds(smoothness);
        return (canvas, random) -> {
            clouds.draw(canvas, random);
            float brightest = 0;
            for (float value : canvas.values) {
                brightest = Math.max(brightest, value);
            }
            float darker = brightest / (brightest + thickness);
            canvas.blend((value, cloud) -> (value + thickness * cloud) * darker);
        };
    }

    /**
     * Covers about a share of the picture with drops of mud.
     *
     * @param height in deviations, above which so large a share of a normal distribution lies
     * @param drop how large the drops are: the deviation of the blur that makes them of noise, in pixels
     */
    static Damage spatter(double height, double drop) {
        Gaussian blur = new Gaussian(drop);
        return (canvas, random) -> {
            for (int i = 0; i < canvas.field.length; i++) {
                canvas.field[i] = normal(random);
            }
            blur.apply(canvas.field, canvas.height, canvas.width);
            standardise(canvas.field);
            canvas.blend((value, wet) -> {
                // A drop is thin along its rim.
                float thick = (float) Math.max(0, Math.min(1, 0.5 + 2 * (wet - height)));
                return value + thick * (MUD - value);
            });
        };
    }

    /** Close enough to normal: four even draws of one random number, with a mean of 0. */
    private static float normal(SplittableRandom random) {
        long draw = random.nextLong();
        return (draw & 0xffff) + (draw >>> 16 & 0xffff) + (draw >>> 32 & 0xffff) + (draw >>> 48) - 2f * 0xffff;
    }

    /** A mean of 0 and a deviation of 1. */
    private static void standardise(float[] field) {
        double sum = 0;
        double squares = 0;
        for (float number : field) {
            sum += number;
            squares += (double) number * number;
        }
        double mean = sum / field.length;
        double deviation = Math.sqrt(Math.max(Double.MIN_NORMAL, squares / field.length - mean * mean));
        for (int i = 0; i < field.length; i++) {
            field[i] = (float) ((field[i] - mean) / deviation);
        }
    }
}
