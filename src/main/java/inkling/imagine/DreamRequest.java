package inkling.imagine;

import inkling.dreaming.Adversarial;
import inkling.dreaming.GradientAscent;
import inkling.dreaming.NoiseSearch;
import java.util.Optional;

/** What a network is asked to imagine, and how it is to be found. */
public sealed interface DreamRequest {
    /** The way it is found. */
    Method method();

    /** The class that the network is to take the picture for. */
    int label();

    /** How much there is to do, in units of the method. */
    long total();

    /** The same with another seed; empty where nothing is left to chance. */
    default Optional<DreamRequest> withSeed(long seed) {
        return Optional.empty();
    }

    /** The way a picture is found. */
    enum Method {
        NOISE("Noise search", "images"),
        ASCENT("Gradient ascent", "steps"),
        ADVERSARIAL("Adversarial change", "steps");

        private final String title;
        private final String unit;

        Method(String title, String unit) {
            this.title = title;
            this.unit = unit;
        }

        /** The name a form and an address use, such as {@code noise}. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public String title() {
            return title;
        }

        /** What is counted, in the plural. */
        public String unit() {
            return unit;
        }
    }

    /** The surest of many images of noise. */
    record Noise(NoiseSearch.Query query) implements DreamRequest {
        @Override
        public Method method() {
            return Method.NOISE;
        }

        @Override
        public int label() {
            return query.label();
        }

        @Override
        public long total() {
            return query.images();
        }

        @Override
        public Optional<DreamRequest> withSeed(long seed) {
            return Optional.of(new Noise(query.withSeed(seed)));
        }
    }

    /** A climb from noise or grey. */
    record Ascent(GradientAscent.Plan plan) implements DreamRequest {
        @Override
        public Method method() {
            return Method.ASCENT;
        }

        @Override
        public int label() {
            return plan.label();
        }

        @Override
        public long total() {
            return plan.steps();
        }

        @Override
        public Optional<DreamRequest> withSeed(long seed) {
            return Optional.of(plan)
                    .filter(from -> from.start() == GradientAscent.Start.NOISE)
                    .map(from -> new Ascent(from.withSeed(seed)));
        }
    }

    /**
     * A test image changed a little.
     *
     * @param image which test image, from 0
     */
    record Change(int image, Adversarial.Plan plan) implements DreamRequest {
        public Change {
            if (image < 0) {
                throw new IllegalArgumentException("test image must be 0 or more, was " + image);
            }
        }

        @Override
        public Method method() {
            return Method.ADVERSARIAL;
        }

        @Override
        public int label() {
            return plan.target();
        }

        @Override
        public long total() {
            return plan.method() == Adversarial.Method.FGSM ? 1 : plan.steps();
        }
    }
}
