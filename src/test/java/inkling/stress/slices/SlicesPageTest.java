package inkling.stress.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.Routes;
import inkling.analysis.LabelledPredictions;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.NearestImages;
import inkling.inspect.CalibrationPage;
import inkling.inspect.ConfusionPage;
import inkling.inspect.ImageList;
import inkling.inspect.ImagePage;
import inkling.inspect.MistakesPage;
import inkling.inspect.TrainedRun;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlicesPageTest {
    @TempDir
    private static Path home;

    @AutoClose
    private static final Background background = new Background();

    @AutoClose
    private static TrainedRun trained;

    @BeforeAll
    static void train() throws InterruptedException {
        trained = new TrainedRun(home, (parts, all) -> {
            Routes.slices(all, new SlicesPage(parts.archive, parts.predictions));
            Routes.inspect(
                    all,
                    new ConfusionPage(parts.archive, parts.predictions),
                    new MistakesPage(parts.archive, parts.predictions),
                    new CalibrationPage(parts.archive, parts.predictions),
                    new ImagePage(
                            parts.archive,
                            parts.predictions,
                            new NearestImages(parts.archive, parts.predictions),
                            parts.versions,
                            background));
        });
    }

    @Test
    void every_axis_divides_all_test_images_and_each_slice_has_the_accuracy_of_its_own() throws Exception {
        LabelledPredictions said = trained.predictions.labelled(trained.run, 1, ImageSplit.TEST);
        JsonObject json = json("/runs/1/stress/slices.json?epoch=1");

        assertThat(json.getAsJsonArray("axes")).hasSize(5);
        for (JsonElement axis : json.getAsJsonArray("axes")) {
            int count = 0;
            for (JsonElement each : axis.getAsJsonObject().getAsJsonArray("slices")) {
                count += each.getAsJsonObject().get("count").getAsInt();
            }
            assertThat(count).isEqualTo(TrainedRun.TEST_IMAGES);
        }
        JsonObject four = json.getAsJsonArray("axes")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("slices")
                .get(4)
                .getAsJsonObject();
        int[] fours = IntStream.range(0, said.size())
                .filter(image -> said.label(image) == 4)
                .toArray();
        double right = Arrays.stream(fours).filter(said::right).count();
        assertThat(four.get("slice").getAsString()).isEqualTo("class:4");
        assertThat(four.get("count").getAsInt()).isEqualTo(fours.length);
        assertThat(four.get("accuracy").getAsDouble()).isEqualTo(right / fours.length);
        assertThat(four.get("confidence").getAsDouble())
                .isCloseTo(
                        Arrays.stream(fours)
                                .mapToDouble(said::confidence)
                                .average()
                                .orElseThrow(),
                        within(1e-9));
        assertThat(trained.get("/runs/1/stress/slices?epoch=1").body()).contains("By stroke width", "class:4");
    }

    @Test
    void images_of_ones_own_choice_have_figures_however_the_address_names_them() throws Exception {
        LabelledPredictions said = trained.predictions.labelled(trained.run, 1, ImageSplit.TEST);
        int[] images = IntStream.concat(IntStream.of(1, 5), IntStream.rangeClosed(9, 20))
                .toArray();
        double right = Arrays.stream(images).filter(said::right).count() / 14.0;

        // By hand: bits 1 and 5, then 9 to 15, then 16 to 20 are the bytes 0x22, 0xfe, 0x1f.
        for (String list : List.of("5,1,9-20", "test:1, 5, 9-20", "test:~Iv4f")) {
            JsonObject chosen = json("/runs/1/stress/slices.json?epoch=1&images=" + list.replace(" ", "%20"))
                    .getAsJsonObject("chosen");
            assertThat(chosen.getAsJsonObject("figures").get("count").getAsInt())
                    .as(list)
                    .isEqualTo(14);
            assertThat(chosen.getAsJsonObject("figures").get("accuracy").getAsDouble())
                    .isEqualTo(right);
        }
        assertThat(new ImageList(ImageSplit.TEST, images).text()).isEqualTo("test:~Iv4f");
        assertThat(new ImageList(ImageSplit.TRAIN, new int[] {2_000, 2_001, 2_003}).text())
                .isEqualTo("train:2000-2001,2003");
        JsonObject learnt =
                json("/runs/1/stress/slices.json?epoch=1&images=train:0-99").getAsJsonObject("chosen");
        assertThat(learnt.getAsJsonObject("figures").get("accuracy").getAsDouble())
                .isEqualTo(trained.predictions
                        .labelled(trained.run, 1, ImageSplit.TRAIN)
                        .select(IntStream.range(0, 100).toArray())
                        .score()
                        .accuracy());
        assertThat(learnt.get("url").isJsonNull()).isTrue();
    }

    @Test
    void a_slice_is_walked_through_image_by_image() throws Exception {
        JsonObject page = json("/runs/1/mistakes.json?epoch=1&slice=class:4,stroke:0&answers=all&sort=index");
        List<Integer> shown = page.getAsJsonArray("cards").asList().stream()
                .map(card -> card.getAsJsonObject().get("index").getAsInt())
                .toList();
        int[] slice =
                trained.archive.slicing(trained.run).slice("class:4,stroke:0").images();

        assertThat(shown).isEqualTo(Arrays.stream(slice).boxed().limit(25).toList());
        assertThat(page.get("total").getAsInt()).isEqualTo(slice.length);
        String image = trained.get(
                        "/runs/1/images/test/" + slice[0] + "?epoch=1&answers=all&slice=class:4,stroke:0&sort=index")
                .body();
        assertThat(image)
                .contains("1 of " + slice.length + " of the selection")
                .contains("/runs/1/images/test/" + slice[1]
                        + "?epoch=1&amp;answers=all&amp;slice=class:4,stroke:0&amp;sort=index");
        assertThat(trained.get("/runs/1/mistakes?epoch=1&slice=class:4,stroke:0")
                        .body())
                .contains("class 4 · stroke width thinnest, ")
                .contains("/runs/1/stress/slices?epoch=1&amp;slice=class:4,stroke:0");
    }

    @Test
    void what_was_taken_for_what_is_a_slice_too() throws Exception {
        LabelledPredictions said = trained.predictions.labelled(trained.run, 0, ImageSplit.TEST);
        long taken = IntStream.range(0, said.size())
                .filter(image -> said.label(image) == 4 && said.predicted(image) == said.predicted(0))
                .count();

        JsonObject cell = json("/runs/1/stress/slices.json?epoch=0&true=4&predicted=" + said.predicted(0))
                .getAsJsonObject("chosen");

        assertThat(cell.getAsJsonObject("figures").get("count").getAsLong()).isEqualTo(taken);
        assertThat(trained.get("/runs/1/mistakes?epoch=0&true=4&predicted=9").body())
                .contains("/runs/1/stress/slices?epoch=0&amp;true=4&amp;predicted=9");
    }

    @Test
    void what_there_is_not_gets_a_sentence() throws Exception {
        for (String wrong : List.of(
                "slice=class:10",
                "slice=class:1,class:2",
                "images=",
                "images=500",
                "images=5-1",
                "images=1,,2",
                "images=test:~",
                "images=test:~*",
                "images=other:1",
                "images=-1",
                "true=ten")) {
            int expected = wrong.equals("images=") ? 200 : 400;
            assertThat(trained.get("/runs/1/stress/slices?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(expected);
        }
        assertThat(trained.get("/runs/1/mistakes?images=train:1").statusCode()).isEqualTo(400);
        assertThat(trained.get("/runs/1/mistakes?answers=none").statusCode()).isEqualTo(400);
    }

    private static JsonObject json(String path) throws Exception {
        return JsonParser.parseString(trained.get(path).body()).getAsJsonObject();
    }
}
