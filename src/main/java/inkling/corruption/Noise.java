package inkling.corruption;

/** Numbers that are wrong by themselves: each of each channel is drawn alone. */
final class Noise {
    private static final int VALUES = 256;

    private Noise() {}

    /**
     * What is counted where so many photons are expected at white and fewer where it is darker: the least count of the
     * Poisson distribution whose probability, with all below it, reaches a draw.
     */
    static Damage shot(double photons) {
        Poisson[] counts = new Poisson[VALUES];
        for (int value = 0; value < VALUES; value++) {
            counts[value] = new Poisson(photons * value / (VALUES - 1));
        }
        return (canvas, random) -> {
            for (int i = 0; i < canvas.values.length; i++) {
                if (canvas.values[i] > 0) {
                    int value = (int) (canvas.values[i] * (VALUES - 1) + 0.5f);
                    canvas.values[i] = (float) (counts[value].least(random.nextDouble()) / photons);
                }
            }
        };
    }

    /** Makes a share of the numbers black or white, each as often. */
    static Damage impulse(double share) {
        return (canvas, random) -> {
            for (int i = 0; i < canvas.values.length; i++) {
                double draw = random.nextDouble();
                if (draw < share / 2) {
                    canvas.values[i] = 0;
                } else if (draw >= 1 - share / 2) {
                    canvas.values[i] = 1;
                }
            }
        };
    }
}
