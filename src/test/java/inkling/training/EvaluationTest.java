package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.network.CrossEntropy;
import inkling.network.Predictions;
import inkling.network.Predictor;
import inkling.network.Waves;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final Normalisation NORMALISATION = new Normalisation(0.13f, 0.31f);

    @Test
    void each_image_weighs_the_same() {
        LabelledImages images = TinyData.images(7_001, 3); // of which 1,001 are left after two times 3,000
        double[] losses = losses(images);

        Score score = Evaluation.score(Waves.TINY, Waves.parameters(), NORMALISATION, images, "cpu", done -> {});

        assertThat(score.loss()).isCloseTo(Arrays.stream(losses).average().orElseThrow(), within(1e-12));
    }

    @Test
    void the_listener_hears_of_all_images() {
        List<Integer> heard = new ArrayList<>();

        Evaluation.score(Waves.TINY, Waves.parameters(), NORMALISATION, TinyData.images(7_001, 3), "cpu", heard::add);

        assertThat(heard).isSorted().endsWith(7_001).hasSizeGreaterThan(1);
    }

    @Test
    void predictions_of_many_images_are_those_of_each_alone() {
        LabelledImages images = TinyData.images(1_234, 3);
        try (Predictor predictor = new Predictor(Waves.TINY, Waves.parameters(), NORMALISATION, "cpu")) {
            Predictions all = predictor.predict(images.pixels(), images.size());

            assertThat(all.logits()).hasSize(12_340);
            assertThat(all.features().values()).hasSize(1_234 * 4);
            for (int image : new int[] {0, 499, 500, 1_233}) {
                Predictions one = predictor.predict(images.image(image), 1);
                assertThat(Arrays.copyOfRange(all.logits(), image * 10, image * 10 + 10))
                        .containsExactly(one.logits(), within(1e-5f));
                assertThat(Arrays.copyOfRange(all.features().values(), image * 4, image * 4 + 4))
                        .containsExactly(one.features().values(), within(1e-5f));
            }
            assertThat(predictor.predict(images.pixels(), 0).logits()).isEmpty();
        }
    }

    private static double[] losses(LabelledImages images) {
        try (Predictor predictor = new Predictor(Waves.TINY, Waves.parameters(), NORMALISATION, "cpu")) {
            float[] logits = predictor.predict(images.pixels(), images.size()).logits();
            double[] losses = new double[images.size()];
            Arrays.setAll(losses, i -> CrossEntropy.loss(logits, i, 10, images.label(i)));
            return losses;
        }
    }
}
