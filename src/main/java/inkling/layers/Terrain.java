package inkling.layers;

import inkling.analysis.landscape.Landscape;
import inkling.archive.ImageSplit;
import inkling.text.Named;
import inkling.text.Words;
import java.util.List;

/**
 * The loss around a network, as it was looked at.
 *
 * @param split whose images
 * @param seed of the random directions; 0 of those along the way
 * @param images how many of them
 * @param shares of the way's variance that each direction shows, 0 to 1; 0 of random ones
 * @param way where the run's checkpoints lie on the plane
 * @param missing epochs whose checkpoints are not on it, since they are gone or cannot be used
 */
record Terrain(
        int epoch,
        ImageSplit split,
        Along along,
        long seed,
        int images,
        double[] shares,
        List<Step> way,
        List<Integer> missing,
        Landscape landscape) {
    Terrain {
        // What was kept before there was such a thing does not have it.
        missing = missing == null ? List.of() : List.copyOf(missing);
    }

    /** Which directions are gone. */
    enum Along implements Named {
        /** Two random ones, filter by filter as long as the network. */
        RANDOM("two random directions"),
        /** The two in which training went furthest. */
        WAY("the way it was trained");

        private final String title;

        Along(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        /** @throws IllegalArgumentException with a sentence for the user if there are no such directions */
        static Along of(String id) {
            return Words.choose("along", List.of(values()), Along::id, id);
        }
    }

    /** A checkpoint's place on the plane, in units of the directions. */
    record Step(int epoch, double x, double y) {}
}
