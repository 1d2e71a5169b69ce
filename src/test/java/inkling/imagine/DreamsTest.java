package inkling.imagine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.archive.ImageSplit;
import inkling.dataset.ImageShape;
import inkling.dreaming.NoiseSearch;
import inkling.imagine.DreamState.Before;
import inkling.imagine.DreamState.Frame;
import inkling.imagine.DreamState.Point;
import inkling.network.plain.PlainNetwork;
import inkling.worker.Job;
import inkling.worker.JobRepository;
import inkling.worker.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DreamsTest {
    private static final String NOISE = "method=noise&class=3&images=40000&seed=5";
    private static final String ENDLESS = "method=noise&class=3&images=1000000000000&seed=5";

    @TempDir
    private static Path home;

    @AutoClose
    private static Imagination imagination;

    @BeforeAll
    static void train() throws InterruptedException {
        imagination = new Imagination(home);
    }

    @Test
    void the_same_seed_gives_the_same_picture_and_another_seed_another() throws Exception {
        Dream first = imagination.imagine(NOISE);
        Dream second = imagination.imagine(NOISE);
        Dream other = imagination.imagine(NOISE.replace("seed=5", "seed=6"));

        assertThat(first.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(second.logOdds()).isEqualTo(first.logOdds());
        assertThat(imagination.state(second).image())
                .isEqualTo(imagination.state(first).image())
                .isNotEqualTo(imagination.state(other).image());
    }

    @Test
    void what_is_kept_is_what_the_network_says_of_the_picture() throws Exception {
        Dream dream = imagination.imagine(NOISE + "&epoch=2");

        DreamState state = imagination.state(dream);
        var pass = network(2).forward(state.image());
        assertThat(dream.epoch()).isEqualTo(2);
        assertThat(dream.done()).isEqualTo(40_000);
        assertThat(state.probabilities()).containsExactly(pass.probabilities(), within(1e-6));
        assertThat(state.logOdds()).isCloseTo(pass.logOdds(3), within(1e-9));
        assertThat(state.curve().stream().map(Point::logOdds)).isSorted();
        Point last = state.curve().get(state.curve().size() - 1);
        assertThat(last.probability()).isCloseTo(pass.probabilities()[3], within(1e-6));
        assertThat(home.resolve("runs/1/dream-%d.safetensors".formatted(dream.id())))
                .exists();
    }

    private static PlainNetwork network(int epoch) {
        return imagination.trained.archive.network(imagination.trained.run, epoch);
    }

    @Test
    void a_search_that_is_cancelled_keeps_the_best_so_far() throws Exception {
        Dream dream = imagination.ask(ENDLESS);
        while (imagination.parts.events().progress(dream.id()).isEmpty()) {
            Thread.sleep(5);
        }

        int answer = imagination.post(dream.url() + "/cancel", "").statusCode();
        imagination.dreams.await(dream);

        Dream ended = imagination.get(dream.id());
        assertThat(answer).isEqualTo(303);
        assertThat(ended.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(ended.done()).isPositive().isLessThan(1_000_000_000_000L);
        DreamState state = imagination.state(ended);
        assertThat(network(dream.epoch()).forward(state.image()).logOdds(3))
                .isEqualTo(ended.logOdds().orElseThrow());
        assertThat(imagination.parts.events().progress(dream.id())).isEmpty();
        assertThat(imagination.post(dream.url() + "/cancel", "").statusCode()).isEqualTo(409);
    }

    @Test
    void one_that_waits_is_cancelled_at_once() throws Exception {
        Dream first = imagination.ask(ENDLESS);
        Dream second = imagination.ask(ENDLESS);

        imagination.dreams.cancel(second);

        assertThat(imagination.get(second.id()).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(imagination.get(second.id()).job().startedAt()).isEmpty();
        imagination.dreams.cancel(imagination.get(first.id()));
        imagination.dreams.await(first);
    }

    @Test
    void a_climb_becomes_sure_of_its_digit_and_remembers_the_way() throws Exception {
        Dream dream = imagination.imagine("method=ascent&class=7&steps=120&start=grey");

        DreamState state = imagination.state(dream);
        assertThat(state.probabilities()[7]).isGreaterThan(0.9);
        assertThat(state.curve()).hasSize(121);
        assertThat(state.frames().stream().map(Frame::step)).containsExactly(0, 1, 2, 5, 10, 20, 50, 100);
        assertThat(state.frames().get(0).image()).containsOnly(0);
    }

    @Test
    void a_test_image_is_led_to_another_digit_within_epsilon() throws Exception {
        Dream dream = imagination.imagine("method=adversarial&target=3&image=4&epsilon=0.3&technique=pgd");

        DreamState state = imagination.state(dream);
        Before before = state.before().orElseThrow();
        byte[] original = imagination
                .trained
                .archive
                .images(imagination.trained.run, ImageSplit.TEST)
                .image(4);
        assertThat(state.probabilities()[3]).isGreaterThan(before.probabilities()[3]);
        assertThat(state.curve()).hasSize(41);
        for (int i = 0; i < original.length; i++) {
            assertThat(before.image()[i]).isEqualTo((original[i] & 0xff) / 255f);
            assertThat(state.image()[i]).isBetween(0f, 1f);
            assertThat(Math.abs(state.image()[i] - before.image()[i])).isLessThan(0.3001f);
        }
    }

    @Test
    void an_image_is_led_to_the_networks_second_guess_and_never_to_what_it_is_taken_for() throws Exception {
        for (int epoch : new int[] {0, 3}) {
            for (int image = 0; image < 10; image++) {
                double[] said = imagination
                        .trained
                        .predictions
                        .labelled(imagination.trained.run, epoch, ImageSplit.TEST)
                        .probabilities(image);
                List<Integer> guesses = IntStream.range(0, 10)
                        .boxed()
                        .sorted(Comparator.comparing(label -> -said[label]))
                        .toList();
                String fields = "method=adversarial&image=%d&epoch=%d".formatted(image, epoch);

                Dream dream = imagination.ask(fields + "&change_steps=1");
                var same = imagination.post("/runs/1/imagine", fields + "&target=" + guesses.get(0));

                assertThat(dream.request().label()).isEqualTo(guesses.get(1));
                assertThat(same.statusCode()).isEqualTo(400);
                assertThat(same.body())
                        .contains("id=\"e-target\">After epoch %d the network takes test image %d for %d already"
                                .formatted(epoch, image, guesses.get(0)));
            }
        }
        imagination.post("/runs/1/imagine", "method=adversarial&image=4&epoch=3&classes=all&change_steps=1");
        assertThat(imagination.parts.dreams().list(1, 9).stream()
                        .map(dream -> dream.request().label()))
                .doesNotHaveDuplicates()
                .hasSize(9);
    }

    @Test
    void counts_beyond_what_float32_counts_are_kept_exactly() {
        DreamRequest request = new DreamRequest.Noise(NoiseSearch.Query.of(3, 1));
        Dream dream = imagination.parts.dreams().create(1, 1, request, Optional.empty(), "cpu", Instant.EPOCH);
        List<Point> curve = List.of(new Point(1, -2), new Point(123_456_789_012L, 1.5));
        DreamState state = new DreamState(
                ImageShape.MNIST,
                999_999_999_999L,
                new float[784],
                new double[10],
                1.5,
                curve,
                List.of(),
                Optional.empty());

        imagination.parts.files().write(dream, state, () -> {});
        imagination.parts.dreams().keep(dream.id(), state);
        Dream ended = imagination.get(dream.id());

        assertThat(imagination.state(ended).curve()).isEqualTo(curve);
        assertThat(imagination.state(ended).done()).isEqualTo(999_999_999_999L);
    }

    @Test
    void what_was_going_when_the_program_died_is_interrupted_and_what_waited_is_imagined() throws Exception {
        DreamRequest request = new DreamRequest.Noise(new NoiseSearch.Query(4, 1_000, 0, 1, 1));
        Dream going = imagination.parts.dreams().create(1, 1, request, Optional.empty(), "cpu", Instant.EPOCH);
        new JobRepository(imagination.trained.database)
                .change(going.job().id(), JobStatus.RUNNING, Optional.empty(), Instant.EPOCH, Job.DONE);
        Dream waiting = imagination.parts.dreams().create(1, 1, request, Optional.empty(), "cpu", Instant.EPOCH);

        imagination.trained.worker.recover();
        imagination.trained.worker.open();
        imagination.dreams.await(waiting);

        assertThat(imagination.get(going.id()).status()).isEqualTo(JobStatus.INTERRUPTED);
        assertThat(imagination.get(waiting.id()).status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    void one_whose_checkpoint_has_gone_keeps_the_reason_as_a_sentence() throws Exception {
        var run = imagination.trained.train();
        DreamRequest request = new DreamRequest.Noise(new NoiseSearch.Query(4, 1_000, 0, 1, 1));
        Files.delete(imagination.trained.files.path(run.id(), 1));

        Dream dream = imagination.dreams.start(run, 1, request, Optional.empty());
        imagination.dreams.await(dream);

        String sentence = "The checkpoint of epoch 1 of run %d is gone".formatted(run.id());
        assertThat(imagination.get(dream.id()).status()).isEqualTo(JobStatus.FAILED);
        assertThat(imagination.get(dream.id()).failure().orElseThrow()).startsWith(sentence);
        assertThat(imagination.trained.get(dream.url()).body()).contains(sentence);
    }
}
