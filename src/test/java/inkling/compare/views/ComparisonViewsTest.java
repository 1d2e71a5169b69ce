package inkling.compare.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import inkling.archive.ImageSplit;
import inkling.archive.runs.Run;
import inkling.inspect.TrainedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real runs side by side, and every number against plain loops over their logits. */
@Timeout(180)
class ComparisonViewsTest {
    private static final int IMAGES = TrainedRun.TEST_IMAGES;

    @TempDir
    private static Path home;

    @AutoClose
    private static ComparedRunsFixture runs;

    @BeforeAll
    static void train() throws InterruptedException {
        runs = new ComparedRunsFixture(home);
    }

    private static int[] said(Run run, int epoch) {
        float[] logits =
                runs.trained.predictions.of(run, epoch, ImageSplit.TEST).logits();
        int[] said = new int[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            for (int c = 1; c < 10; c++) {
                said[i] = logits[10 * i + c] > logits[10 * i + said[i]] ? c : said[i];
            }
        }
        return said;
    }

    private static int[] labels() {
        byte[] labels = runs.trained.archive.images(runs.other, ImageSplit.TEST).labels();
        int[] all = new int[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            all[i] = labels[i];
        }
        return all;
    }

    @Test
    void the_difference_of_two_matrices_is_what_a_loop_counts() throws Exception {
        int[] label = labels();
        int[] first = said(runs.trained.run, 3);
        int[] second = said(runs.other, 2);
        int[][] counts = new int[10][10];
        for (int i = 0; i < IMAGES; i++) {
            counts[label[i]][first[i]]--;
            counts[label[i]][second[i]]++;
        }

        JsonObject json = runs.json("/api/compare/confusion?runs=1,2&epoch=last");

        JsonObject difference = json.getAsJsonArray("differences").get(0).getAsJsonObject();
        assertThat(difference.get("a").getAsInt()).isEqualTo(1);
        assertThat(difference.get("b").getAsInt()).isEqualTo(2);
        assertThat(matrix(difference)).isDeepEqualTo(counts);
        int[][] own = matrix(json.getAsJsonArray("matrices").get(1).getAsJsonObject());
        int right = 0;
        for (int i = 0; i < IMAGES; i++) {
            right += second[i] == label[i] ? 1 : 0;
            own[label[i]][second[i]]--;
        }
        assertThat(own).isDeepEqualTo(new int[10][10]);
        assertThat(json.getAsJsonArray("matrices")
                        .get(1)
                        .getAsJsonObject()
                        .get("accuracy")
                        .getAsDouble())
                .isEqualTo(right / (double) IMAGES);
    }

    private static int[][] matrix(JsonObject object) {
        int[][] matrix = new int[10][10];
        for (int label = 0; label < 10; label++) {
            for (int predicted = 0; predicted < 10; predicted++) {
                matrix[label][predicted] = object.getAsJsonArray("counts")
                        .get(label)
                        .getAsJsonArray()
                        .get(predicted)
                        .getAsInt();
            }
        }
        return matrix;
    }

    @Test
    void a_cell_of_the_difference_leads_to_its_images_and_a_cell_of_a_run_to_its_mistakes() throws Exception {
        String page = runs.get("/compare/confusion?runs=1,2").body();

        assertThat(page).contains("/compare/images?runs=1,2&amp;a=1&amp;b=2&amp;true=4&amp;predicted=9");
        assertThat(page).contains("/runs/2/mistakes?epoch=2&amp;true=");
        assertThat(page).contains("Blue is better").contains(" run 1: better in");
        assertThat(runs.get("/compare/confusion?runs=1,2&epoch=0&a=2&b=1").body())
                .contains("right than run 2: better in");
    }

    @Test
    void the_images_of_each_group_are_those_that_a_loop_finds_page_by_page() throws Exception {
        int[] label = labels();
        int[] first = said(runs.trained.run, 0);
        int[] second = said(runs.other, 0);
        List<Integer> onlyA = new ArrayList<>();
        List<Integer> onlyB = new ArrayList<>();
        List<Integer> different = new ArrayList<>();
        List<Integer> cell = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            if (first[i] == label[i] && second[i] != label[i]) {
                onlyA.add(i);
            } else if (first[i] != label[i] && second[i] == label[i]) {
                onlyB.add(i);
            }
            if (first[i] != second[i]) {
                different.add(i);
                if (label[i] == 3 && (first[i] == second[0] || second[i] == second[0])) {
                    cell.add(i);
                }
            }
        }

        String query = "/compare/images?runs=1,2&epoch=0&sort=index&group=";

        assertThat(images(query + "only-a")).isEqualTo(onlyA).isNotEmpty();
        assertThat(images(query + "only-b")).isEqualTo(onlyB).isNotEmpty();
        assertThat(images(query + "different")).isEqualTo(different).hasSizeGreaterThan(25);
        assertThat(images(query + "only-a&a=2&b=1")).isEqualTo(onlyB);
        assertThat(images(query + "different&true=3&predicted=" + second[0])).isEqualTo(cell);
        assertThat(runs.get(query + "only-a").body())
                .contains("all answered differently " + different.size())
                .contains("only run 1 right " + onlyA.size());
    }

    private static List<Integer> images(String query) throws Exception {
        List<Integer> images = new ArrayList<>();
        for (int page = 1; ; page++) {
            String body = runs.get(query + "&page=" + page).body();
            Matcher image = Pattern.compile("alt=\"Test image (\\d+)\"").matcher(body);
            while (image.find()) {
                images.add(Integer.valueOf(image.group(1)));
            }
            if (!body.contains("rel=\"next\"")) {
                return images;
            }
            assertThat(images).hasSize(25 * page);
        }
    }

    @Test
    void every_pair_is_tested_and_its_p_value_corrected_for_all() throws Exception {
        long twin = runs.trained.train().id();
        int[] label = labels();
        int[] first = said(runs.trained.run, 0);
        int[] second = said(runs.other, 0);
        int onlyA = 0;
        int onlyB = 0;
        int bothRight = 0;
        for (int i = 0; i < IMAGES; i++) {
            onlyA += first[i] == label[i] && second[i] != label[i] ? 1 : 0;
            onlyB += first[i] != label[i] && second[i] == label[i] ? 1 : 0;
            bothRight += first[i] == label[i] && second[i] == label[i] ? 1 : 0;
        }

        JsonArray pairs =
                runs.json("/api/compare/mcnemar?epoch=0&runs=1,2," + twin).getAsJsonArray("pairs");

        JsonObject different = pairs.get(0).getAsJsonObject();
        assertThat(pairs).hasSize(3);
        assertThat(different.get("only_a").getAsInt()).isEqualTo(onlyA);
        assertThat(different.get("only_b").getAsInt()).isEqualTo(onlyB);
        assertThat(different.get("both_right").getAsInt()).isEqualTo(bothRight);
        assertThat(different.get("both_wrong").getAsInt()).isEqualTo(IMAGES - onlyA - onlyB - bothRight);
        JsonObject twins = pairs.get(1).getAsJsonObject();
        assertThat(twins.get("b").getAsLong()).isEqualTo(twin);
        assertThat(twins.get("p").getAsDouble()).isEqualTo(1);
        // The twin answers as run 1 does, so the smallest p-value comes twice and counts three times.
        assertThat(different.get("p_holm").getAsDouble())
                .isCloseTo(Math.min(1, 3 * different.get("p").getAsDouble()), within(1e-12));
        assertThat(runs.get("/compare/images?epoch=0&runs=1,2," + twin).body())
                .contains("Every pair")
                .contains("/compare/images?runs=1,2,%d&amp;epoch=0&amp;a=2&amp;b=%d".formatted(twin, twin))
                .contains(onlyA + " : " + onlyB)
                .contains(onlyB + " : " + onlyA);
        assertThat(runs.get("/compare/images?runs=1," + twin).body())
                .contains("differ in nothing but their seed")
                .contains("right on the very same images");
    }

    @Test
    void what_cannot_be_looked_at_is_said_at_the_run_and_the_rest_is_shown() throws Exception {
        Run gone = runs.trained.train();
        Files.delete(runs.trained.files.path(gone.id(), gone.bestEpoch().orElseThrow()));
        Run waiting = runs.waiting();
        Run foreign = runs.ofOtherImages(home.resolve("own"));
        String all = "runs=1,2,%d,%d,%d".formatted(gone.id(), waiting.id(), foreign.id());

        for (String view : List.of("confusion", "images", "weights", "maps")) {
            String page = runs.settled("/compare/%s?%s".formatted(view, all));

            assertThat(page).as(view).contains("of run %d is gone".formatted(gone.id()));
            assertThat(page).as(view).contains("Run %d has no checkpoint".formatted(waiting.id()));
            assertThat(page).as(view).contains("run 1, epoch").contains("run 2, epoch");
            if (!view.equals("weights")) {
                assertThat(page)
                        .as(view)
                        .contains("Run %d was tested on other images than run 1".formatted(foreign.id()));
            }
        }
        assertThat(runs.get("/compare/images?runs=1,2&epoch=3").body())
                .contains("Run 2 has checkpoints of epochs 0 to 2, not of 3.")
                .contains("Two runs that answered the same test images are needed");
        assertThat(runs.json("/api/compare/mcnemar?" + all).getAsJsonArray("troubles"))
                .hasSize(3);
    }

    @Test
    void what_the_address_cannot_mean_is_said() throws Exception {
        assertThat(runs.get("/compare/confusion?runs=1,2&epoch=first").statusCode())
                .isEqualTo(400);
        assertThat(runs.get("/compare/confusion?runs=1,2&show=all").statusCode())
                .isEqualTo(400);
        assertThat(runs.get("/compare/images?runs=1,2&a=9").body()).contains("a must be one of the runs 1,2, was 9");
        assertThat(runs.get("/compare/images?runs=1,2&a=2&b=2").body()).contains("a and b must be two runs");
        assertThat(runs.get("/compare/images?runs=1,2&true=10").statusCode()).isEqualTo(400);
        assertThat(runs.get("/compare/images?runs=1,2&page=0").statusCode()).isEqualTo(400);
        assertThat(runs.get("/compare/weights?runs=1,2&count=7").statusCode()).isEqualTo(400);
        assertThat(runs.get("/compare/maps?runs=1,2&layer=h3").statusCode()).isEqualTo(400);
        assertThat(runs.get("/compare/maps?runs=1,99").statusCode()).isEqualTo(404);
    }

    @Test
    void a_run_that_learnt_the_same_has_its_units_matched_with_cosine_1() throws Exception {
        long twin = runs.trained.train().id();

        String matched = runs.settled("/compare/weights?count=all&runs=1," + twin);
        String wider = runs.settled("/compare/weights?count=all&runs=1,2");

        for (int unit = 0; unit < 32; unit++) {
            assertThat(matched).contains("Unit %d of run %d, norm".formatted(unit, twin));
        }
        assertThat(Pattern.compile("cosine 1.00\"").matcher(matched).results().count())
                .isGreaterThanOrEqualTo(32);
        assertThat(Pattern.compile("aria-label=\"Unit \\d+ of run 2, norm")
                        .matcher(wider)
                        .results()
                        .count())
                .as("each of the 32 units has one partner among 40")
                .isEqualTo(32);
        assertThat(Pattern.compile("href=\"[^\"]*sheet.png\\?[^\"]*(range=[^&\"]*)")
                        .matcher(wider)
                        .results()
                        .map(match -> match.group(1))
                        .distinct())
                .as("one scale for all")
                .hasSize(1);
    }
}
