package inkling.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.Routes;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.NearestImages;
import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.dataset.DatasetKind;
import inkling.network.Architecture;
import inkling.network.Tensor;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.training.Checkpoint;
import inkling.training.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every number against plain loops over the logits and the images. */
class InspectPagesTest {
    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    @AutoClose
    private static final Background busy = new Background(Duration.ofMillis(200));

    @BeforeAll
    static void train() throws InterruptedException {
        trained = new TrainedRun(home, (parts, all) -> {
            var nearest = new NearestImages(parts.archive, parts.predictions);
            all.get(
                    "/busy/{id}/images/{split}/{index}",
                    new ImagePage(parts.archive, parts.predictions, nearest, parts.versions, busy)::page);
            Routes.inspect(
                    all,
                    new ConfusionPage(parts.archive, parts.predictions),
                    new MistakesPage(parts.archive, parts.predictions),
                    new CalibrationPage(parts.archive, parts.predictions),
                    new ImagePage(
                            parts.archive,
                            parts.predictions,
                            nearest,
                            parts.versions,
                            new Background(Duration.ofMinutes(1))));
        });
    }

    @Test
    void an_images_story_has_few_epochs_of_a_network_that_is_slow_to_ask() {
        Run run = trained.run;
        var wide = run.hyperparameters().with(Setting.ARCH, Architecture.perceptron(List.of(4_096, 4_096, 4_096)));
        RunRequest request = new RunRequest("Wide", DatasetKind.BUILTIN, Optional.empty(), wide, "cpu");
        Run slow = new Run(
                run.id(),
                run.job(),
                request,
                run.programVersion(),
                run.createdAt(),
                run.data(),
                run.bestEpoch(),
                run.test(),
                run.corruptionError(),
                run.trainingTime(),
                run.annotations(),
                run.sweep(),
                run.overBatches(),
                run.fileBytes());
        List<Integer> epochs = IntStream.rangeClosed(0, 200).boxed().toList();

        assertThat(new EpochRequest(run, 7, epochs, Map.of()).told(60))
                .hasSize(61)
                .contains(0, 7, 200)
                .isSorted();
        assertThat(new EpochRequest(slow, 7, epochs, Map.of()).told(60)).containsExactly(0, 7, 50, 100, 150, 200);
        assertThat(new EpochRequest(slow, 2, List.of(1, 2, 3), Map.of()).told(60))
                .containsExactly(1, 2, 3);
    }

    @Test
    void an_image_is_shown_before_all_training_images_are_predicted_and_its_neighbours_follow() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        for (String work : List.of("one", "another")) { // As many as are worked out at once.
            busy.ask(new Background.Key(work, 1, 0), () -> {
                try {
                    return free.await(5, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    return false;
                }
            });
        }
        String path = "/busy/1/images/test/3?epoch=1";

        String hurried = trained.get(path).body();
        free.countDown();
        String whole = hurried;
        while (whole.contains("data-live-again")) {
            whole = trained.get(path).body();
        }

        assertThat(hurried)
                .contains("data-live-again=\"" + path + "\"", "Test image 3")
                .doesNotContain("alt=\"Training image");
        assertThat(whole).contains("alt=\"Training image");
    }

    /** What one epoch's logits come to, worked out by loops. */
    private record Answers(int[] labels, int[] predicted, double[][] p) {
        static Answers of(int epoch) {
            float[] logits =
                    trained.predictions.of(trained.run, epoch, ImageSplit.TEST).logits();
            var images = trained.archive.images(trained.run, ImageSplit.TEST);
            int n = images.size();
            int[] labels = new int[n];
            int[] predicted = new int[n];
            double[][] p = new double[n][10];
            for (int i = 0; i < n; i++) {
                labels[i] = images.label(i);
                double sum = 0;
                for (int c = 0; c < 10; c++) {
                    p[i][c] = Math.exp(logits[i * 10 + c]);
                    sum += p[i][c];
                    if (logits[i * 10 + c] > logits[i * 10 + predicted[i]]) {
                        predicted[i] = c;
                    }
                }
                for (int c = 0; c < 10; c++) {
                    p[i][c] /= sum;
                }
            }
            return new Answers(labels, predicted, p);
        }
    }

    @Test
    void confusion_agrees_with_counting_at_every_epoch() throws Exception {
        for (int epoch = 0; epoch <= TrainedRun.EPOCHS; epoch++) {
            Answers answers = Answers.of(epoch);
            JsonObject json = json("/runs/1/confusion.json?epoch=" + epoch);
            int[][] counts = new int[10][10];
            int right = 0;
            int topTwo = 0;
            double loss = 0;
            for (int i = 0; i < TrainedRun.TEST_IMAGES; i++) {
                int label = answers.labels()[i];
                counts[label][answers.predicted()[i]]++;
                right += label == answers.predicted()[i] ? 1 : 0;
                double own = answers.p()[i][label];
                topTwo += above(answers.p()[i], own) < 2 ? 1 : 0;
                loss -= Math.log(own);
            }

            assertThat(json.get("accuracy").getAsDouble()).isCloseTo(right / 500.0, within(1e-12));
            assertThat(json.get("top_two").getAsDouble()).isCloseTo(topTwo / 500.0, within(1e-12));
            assertThat(json.get("loss").getAsDouble()).isCloseTo(loss / 500, within(1e-5));
            for (int label = 0; label < 10; label++) {
                int column = 0;
                int row = 0;
                for (int other = 0; other < 10; other++) {
                    assertThat(json.getAsJsonArray("counts")
                                    .get(label)
                                    .getAsJsonArray()
                                    .get(other)
                                    .getAsInt())
                            .isEqualTo(counts[label][other]);
                    column += counts[other][label];
                    row += counts[label][other];
                }
                JsonObject figures = json.getAsJsonArray("figures").get(label).getAsJsonObject();
                double precision = column == 0 ? 0 : counts[label][label] / (double) column;
                double recall = counts[label][label] / (double) row;
                assertThat(figures.get("support").getAsInt()).isEqualTo(row);
                assertThat(figures.get("precision").getAsDouble()).isCloseTo(precision, within(1e-12));
                assertThat(figures.get("recall").getAsDouble()).isCloseTo(recall, within(1e-12));
                double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
                assertThat(figures.get("f1").getAsDouble()).isCloseTo(f1, within(1e-12));
            }
        }
    }

    private static long above(double[] p, double own) {
        return Arrays.stream(p).filter(each -> each > own).count();
    }

    @Test
    void mistakes_are_all_wrong_answers_the_surest_first() throws Exception {
        Answers answers = Answers.of(1);
        List<Integer> wrong = IntStream.range(0, TrainedRun.TEST_IMAGES)
                .filter(i -> answers.labels()[i] != answers.predicted()[i])
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -answers.p()[i][answers.predicted()[i]]))
                .toList();

        List<Integer> listed = new ArrayList<>();
        JsonObject json = json("/runs/1/mistakes.json?epoch=1");
        for (int page = 1; page <= json.get("pages").getAsInt(); page++) {
            json("/runs/1/mistakes.json?epoch=1&page=" + page)
                    .getAsJsonArray("cards")
                    .forEach(card ->
                            listed.add(card.getAsJsonObject().get("index").getAsInt()));
        }

        assertThat(json.get("total").getAsInt()).isEqualTo(wrong.size());
        assertThat(listed).isEqualTo(wrong);
        assertThat(json.getAsJsonArray("cards").size()).isEqualTo(Math.min(25, wrong.size()));
    }

    @Test
    void a_confusion_cell_leads_to_its_images_right_ones_included() throws Exception {
        JsonObject confusion = json("/runs/1/confusion.json?epoch=0");
        for (int label = 0; label < 10; label++) {
            for (int predicted = 0; predicted < 10; predicted++) {
                int count = confusion
                        .getAsJsonArray("counts")
                        .get(label)
                        .getAsJsonArray()
                        .get(predicted)
                        .getAsInt();
                JsonObject cell =
                        json("/runs/1/mistakes.json?epoch=0&true=%d&predicted=%d".formatted(label, predicted));
                assertThat(cell.get("total").getAsInt()).isEqualTo(count);
            }
        }
        assertThat(trained.get("/runs/1/confusion?epoch=0").body())
                .contains("/runs/1/mistakes?epoch=0&amp;true=4&amp;predicted=9");
    }

    @Test
    void calibration_agrees_with_sorting_into_bins() throws Exception {
        Answers answers = Answers.of(2);
        double[] sum = new double[15];
        int[] right = new int[15];
        int[] count = new int[15];
        for (int i = 0; i < TrainedRun.TEST_IMAGES; i++) {
            double confidence = answers.p()[i][answers.predicted()[i]];
            int bin = 0;
            while (confidence > (bin + 1) / 15.0 && bin < 14) {
                bin++;
            }
            sum[bin] += confidence;
            count[bin]++;
            right[bin] += answers.labels()[i] == answers.predicted()[i] ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < 15; bin++) {
            error += Math.abs(right[bin] - sum[bin]) / TrainedRun.TEST_IMAGES;
        }

        JsonObject json = json("/runs/1/calibration.json?epoch=2");
        JsonArray bins = json.getAsJsonArray("bins");

        assertThat(json.get("expected_error").getAsDouble()).isCloseTo(error, within(1e-6));
        for (int bin = 0; bin < 15; bin++) {
            assertThat(bins.get(bin).getAsJsonObject().get("right").getAsInt()).isEqualTo(right[bin]);
            assertThat(bins.get(bin).getAsJsonObject().get("count").getAsInt()).isEqualTo(count[bin]);
        }
    }

    @Test
    void an_images_neighbours_are_those_that_a_plain_loop_over_h2_finds() throws Exception {
        var train = trained.predictions.of(trained.run, 3, ImageSplit.TRAIN);
        var test = trained.predictions.of(trained.run, 3, ImageSplit.TEST);
        int width = train.features().width();
        double[] distance = new double[train.count()];
        for (int i = 0; i < train.count(); i++) {
            for (int j = 0; j < width; j++) {
                double d = train.features().values()[i * width + j]
                        - test.features().values()[7 * width + j];
                distance[i] += d * d;
            }
        }
        List<Integer> nearest = IntStream.range(0, train.count())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distance[i]))
                .limit(10)
                .toList();

        List<Integer> shown = new ArrayList<>();
        json("/runs/1/images/test/7.json?epoch=3")
                .getAsJsonArray("neighbours")
                .forEach(near -> shown.add(near.getAsJsonObject().get("index").getAsInt()));

        assertThat(shown).isEqualTo(nearest);
        json("/runs/1/images/train/7.json?epoch=3")
                .getAsJsonArray("neighbours")
                .forEach(near -> assertThat(near.getAsJsonObject().get("index").getAsInt())
                        .isNotEqualTo(7));
    }

    @Test
    void an_image_is_explained_with_its_own_numbers() throws Exception {
        Answers answers = Answers.of(3);
        int label = answers.labels()[7];
        double p = answers.p()[7][label];

        String page = trained.get("/runs/1/images/test/7?epoch=3").body();

        String loss = Figures.loss(-Math.log(p)).replace("-", "\u2212");
        assertThat(page).contains("= " + loss + "</li>").contains("Test image 7");
        assertThat(page).contains("/runs/1/images/test/6?epoch=3").contains("/runs/1/images/test/8?epoch=3");
        assertThat(page).contains("select=test:7");
    }

    @Test
    void every_view_says_what_is_wrong_with_an_address() throws Exception {
        assertThat(trained.get("/runs/1/confusion?show=other").statusCode()).isEqualTo(400);
        assertThat(trained.get("/runs/1/confusion?epoch=12").statusCode()).isEqualTo(400);
        assertThat(trained.get("/runs/1/mistakes?true=10").statusCode()).isEqualTo(400);
        assertThat(trained.get("/runs/1/mistakes?sort=other").statusCode()).isEqualTo(400);
        assertThat(trained.get("/runs/1/mistakes?page=0").statusCode()).isEqualTo(400);
        assertThat(trained.get("/runs/9/calibration").statusCode()).isEqualTo(404);
        assertThat(trained.get("/runs/x/calibration").statusCode()).isEqualTo(404);
        assertThat(trained.get("/runs/1/images/test/500").statusCode()).isEqualTo(404);
    }

    @Test
    void a_checkpoint_that_is_gone_is_said_on_the_page_and_the_others_still_tell_their_story() throws Exception {
        long id = trained.train().id();
        Files.delete(trained.files.path(id, 1));

        var gone = trained.get("/runs/%d/mistakes?epoch=1".formatted(id));
        var other = trained.get("/runs/%d/images/test/3?epoch=2".formatted(id));

        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains("The checkpoint of epoch 1 of run %d is gone".formatted(id));
        assertThat(gone.body()).doesNotContain("Exception");
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void a_network_that_answers_with_no_numbers_is_said_to_have_diverged_and_never_shown_as_figures() throws Exception {
        Run run = trained.train();
        CheckpointInfo info = trained.metrics.checkpoints(run.id()).get(1);
        Checkpoint checkpoint = trained.files.read(run.id(), info, run.blueprint());
        List<Tensor> huge = checkpoint.parameters().stream()
                .map(tensor -> new Tensor(tensor.name(), tensor.shape(), filled(tensor.values().length)))
                .toList();
        trained.files.write(run.id(), new Checkpoint(1, checkpoint.step(), huge, checkpoint.optimizerState()));

        for (String view : List.of("confusion", "mistakes", "calibration", "images/test/3", "images/train/3")) {
            for (String form : List.of("", ".json")) {
                var answer = trained.get("/runs/%d/%s%s?epoch=1".formatted(run.id(), view, form));
                assertThat(answer.statusCode()).as(view + form).isEqualTo(409);
                assertThat(answer.body()).contains("epoch 1 of run %d has diverged".formatted(run.id()));
            }
            var sound = trained.get("/runs/%d/%s?epoch=2".formatted(run.id(), view));
            assertThat(sound.statusCode()).isEqualTo(200);
            assertThat(sound.body()).doesNotContain("NaN", "Infinity");
        }
    }

    private static float[] filled(int length) {
        float[] values = new float[length];
        Arrays.fill(values, 1e30f);
        return values;
    }

    private static JsonObject json(String path) throws Exception {
        var answer = trained.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }
}
