package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.idx.IdxBytes;
import inkling.worker.JobStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leads on from runs of three named classes that ended in every way a run can. */
class OverviewTest {
    private static final int TEST = 60;
    private static final String WHAT_NEXT = "id=\"next-title\"";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @AutoClose
    private App app;

    private URI address;
    private Path data;

    @BeforeEach
    void open() throws Exception {
        data = IdxBytes.folder(folder.resolve("bars"), bars(300, 1), bars(TEST, 2));
        Files.writeString(data.resolve("classes.txt"), "cat\ndog\nbird\n");
        app = new App(folder.resolve("home"));
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), folder.resolve("home")));
    }

    /** A bright bar whose height is the label, among noise: easy to tell apart. */
    private static LabelledImages bars(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[count * ImageShape.MNIST.size()];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 3);
            for (int pixel = 0; pixel < ImageShape.MNIST.size(); pixel++) {
                boolean bar = pixel / ImageShape.MNIST.width() / 6 == labels[i];
                pixels[i * ImageShape.MNIST.size() + pixel] = (byte) ((bar ? 155 : 0) + random.nextInt(100));
            }
        }
        return new LabelledImages(ImageShape.MNIST, pixels, labels);
    }

    private long start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "dataset", "idx",
                "data", data.toString(),
                "hidden", "16,12",
                "batch_size", "30",
                "lr", "0.01",
                "augment", "false",
                "seed", "1"));
        all.putAll(settings);
        return app.parts().runs.start(app.parts().form.read(all)).id();
    }

    @Test
    void a_run_without_mistakes_says_so_and_leads_to_the_list_of_none() throws Exception {
        app.parts().runs.await(start(Map.of("epochs", "12")));

        assertThat(app.parts().runs.get(1).test().orElseThrow().accuracy()).isEqualTo(1);
        assertThat(page("/runs/1")).contains(WHAT_NEXT, "No mistakes").doesNotContain("surest mistake");
        assertThat(get("/runs/1/mistakes/surest?tour=3").headers().firstValue("Location"))
                .hasValue("/runs/1/mistakes?tour=3");
        assertThat(get("/runs/1/mistakes/surest.png").statusCode()).isEqualTo(404);
        assertThat(page("/runs/1/mistakes?tour=3")).contains("No mistake to see", "Stop 3 of 5");
        assertThat(page("/runs/1/overview"))
                .contains("0 mistakes in 60 test images.", "No class is taken for another one.")
                .contains("There is no map yet.", "Nothing is imagined yet with this epoch.")
                .doesNotContain("NaN");
        assertThat(page("/runs/1/overview?epoch=0"))
                .contains("href=\"/runs/1/images/test/0/features?epoch=0\"")
                .containsPattern("(cat|dog|bird) taken for (cat|dog|bird|output \\d),");
        assertThat(page("/api/queue"))
                .as("looking starts nothing")
                .contains("\"devices\":[]")
                .containsOnlyOnce("\"outcome\"");
    }

    @Test
    void a_run_of_one_epoch_has_all_of_it() throws Exception {
        app.parts().runs.await(start(Map.of("epochs", "1", "lr", "0.0001")));

        assertThat(page("/runs/1")).contains(WHAT_NEXT);
        assertThat(page("/runs/1/overview"))
                .contains("lowest after epoch 1 of 1: ")
                .contains("class=\"chart-line line-best\"><circle")
                .doesNotContain("NaN");
    }

    @Test
    void a_run_that_was_stopped_is_looked_at_but_offers_nothing_as_if_it_were_tested() throws Exception {
        long run = start(Map.of("epochs", "1000"));
        while (page("/runs/1/parts").contains("The first epoch is not done yet.")) {
            Thread.sleep(20);
        }
        assertThat(page("/runs/1/overview")).contains("Its validation loss is lowest after epoch");
        assertThat(page("/tour")).contains("There is no finished run", "is under way");
        app.parts().runs.cancel(run);
        app.parts().runs.await(run);

        assertThat(app.parts().runs.get(run).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(page("/runs/1")).doesNotContain(WHAT_NEXT);
        assertThat(page("/runs/1/overview"))
                .contains("Its validation loss is lowest after epoch")
                .doesNotContain("of the test images are right");
        assertThat(page("/tour")).contains("There is no finished run", "href=\"/runs/new\"");
    }

    @Test
    void a_run_that_diverged_at_once_says_so_in_its_cards() throws Exception {
        app.parts().runs.await(start(Map.of("epochs", "2", "lr", "1", "optimizer", "sgd", "momentum", "0.999")));
        String overview = page("/runs/1/overview");

        assertThat(page("/runs/1"))
                .doesNotContain(app.parts().runs.get(1).test().isPresent() ? "Why it failed" : WHAT_NEXT);
        assertThat(overview).doesNotContain("NaN").contains("Training</a>", "Weights</a>", "Draw</a>");
    }

    @Test
    void the_tour_begins_with_the_newest_finished_run_that_is_not_put_away() throws Exception {
        assertThat(page("/tour")).contains("There is no finished run", "href=\"/runs/new\"");
        for (int i = 0; i < 2; i++) {
            app.parts().runs.await(start(Map.of("epochs", "1")));
        }

        assertThat(get("/tour").headers().firstValue("Location")).hasValue("/runs/2?tour=1");
        CLIENT.send(
                HttpRequest.newBuilder(URI.create(address + "/api/runs/2"))
                        .header("Content-Type", "application/json")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"archived\":true}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(get("/tour").headers().firstValue("Location")).hasValue("/runs/1?tour=1");
        assertThat(page("/runs/1?tour=1")).contains("Stop 1 of 5").doesNotContain(WHAT_NEXT);
        for (String none : List.of("0", "6", "x", "")) {
            assertThat(page("/runs/1?tour=" + none))
                    .doesNotContain("id=\"tour\"")
                    .contains(WHAT_NEXT);
        }
        assertThat(page("/runs/1/weights?tour=2")).as("no stop").doesNotContain("id=\"tour\"");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
    }

    /** The page once nothing of it is still to come. */
    private String page(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        while (answer.body().contains("data-live-again")) {
            Thread.sleep(50);
            answer = get(path);
        }
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        return answer.body();
    }
}
