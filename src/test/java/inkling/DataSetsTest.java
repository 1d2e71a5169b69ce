package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.http.Proxies;
import inkling.http.ReadOnlyAddress;
import inkling.organise.KeptCheckpoints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets as they are sent, looked at, and thrown away. */
class DataSetsTest {
    private static final long MOST = 2_000_000;

    @TempDir
    private Path folder;

    private Path home;
    private App app;
    private URI address;

    @BeforeEach
    void start() throws Exception {
        home = folder.resolve("home");
        open();
    }

    private void open() {
        app = new App(home);
        app.recover();
        var readOnly = Optional.of(new ReadOnlyAddress("127.0.0.1", 0));
        address = app.serve(new Settings(
                "127.0.0.1",
                0,
                List.of(),
                Proxies.NONE,
                readOnly,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                MOST,
                KeptCheckpoints.ALL,
                home));
    }

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void a_zip_of_pictures_is_sent_looked_at_and_brought_to_another_shape() throws Exception {
        HttpResponse<String> sent = send("My shapes", "text/html", Shapes.zip(folder.resolve("a.zip"), 20));

        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(sent.headers().firstValue("Location")).contains("/data/my-shapes");
        String page = await("/data/my-shapes");
        assertThat(page)
                .contains("<dd>54 for training, 12 for the test</dd>", "24 × 20 pixels, colour")
                .contains(">circle<", ">cross<", ">square<", "every class has")
                .containsPattern("[1-6] test images? (is|are) among the training images as well|[1-6] copies within")
                .contains("/runs/new?data=" + encoded(home.resolve("datasets/my-shapes/a.zip")));
        assertThat(picture("/data/my-shapes/pictures/preview-0").getWidth()).isEqualTo(24);
        assertThat(picture("/data/my-shapes/pictures/class-1").getWidth()).isEqualTo(8 * 24);

        assertThat(await("/data/my-shapes?image_size=10x10&channels=1")).contains("10 × 10 pixels, grey");
        assertThat(picture("/data/my-shapes/pictures/mean-2?image_size=10x10&channels=1")
                        .getHeight())
                .isEqualTo(10);
        assertThat(get("/data/my-shapes?image_size=huge").statusCode()).isEqualTo(400);
        assertThat(get("/data/my-shapes?image_size=huge").body()).contains("the image size must be");
    }

    @Test
    void a_set_of_the_same_name_stands_beside_the_first_and_programs_are_told_where() throws Exception {
        Path zip = Shapes.zip(folder.resolve("birds.zip"), 6);

        assertThat(send("", "application/json", zip).body()).isEqualTo("{\"url\":\"/data/birds\"}");
        assertThat(send("", "application/json", zip).body()).isEqualTo("{\"url\":\"/data/birds-2\"}");
        assertThat(send("Builtin", "application/json", zip).body()).isEqualTo("{\"url\":\"/data/builtin-2\"}");
        assertThat(await("/data")).contains(">birds</a>", ">birds-2</a>", "24", "not used yet");
    }

    @Test
    void what_cannot_be_read_is_refused_at_its_field_and_nothing_of_it_stays() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no pictures");
        Path climbing = zip("climbing.zip", "../../../evil/a/1.png");
        Path broken = zip("broken.zip", "a/1.png", "a/2.png", "b/1.png", "b/2.png");

        assertRefused(send("", "text/html", text), "notes.txt holds nothing that can be read as a data set");
        assertRefused(send("", "text/html", climbing), "climbing.zip has a file that would lie outside of it");
        assertRefused(send("", "text/html", broken), "");
        assertRefused(send("", "text/html"), "choose a file first");
    }

    private void assertRefused(HttpResponse<String> answer, String sentence) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .containsPattern("id=\"e-files\"[^>]*>[^<]*" + sentence)
                .doesNotContain(".arriving");
        assertThat(kept()).isEmpty();
    }

    @Test
    void more_than_the_limit_is_refused_and_nothing_of_it_stays() throws Exception {
        Path large = Files.write(folder.resolve("large.zip"), new byte[(int) MOST + 1_100_000]);

        HttpResponse<String> answer = send("", "application/json", large);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(kept()).isEmpty();
        assertThat(get("/data").body()).contains("At most 2 MB");
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /data HTTP/1.1\r\nHost: " + address.getAuthority()
                            + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1500000\r\n\r\n"
                            + "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.zip\"\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[1_000_000]);
            out.flush();
            Thread.sleep(300);
        }
        for (int i = 0; i < 100 && !kept().isEmpty(); i++) {
            Thread.sleep(100);
        }

        assertThat(kept()).isEmpty();
    }

    @Test
    void what_a_killed_process_left_goes_at_the_next_start() throws Exception {
        app.close();
        Path arriving = home.resolve("datasets/.arriving");
        Files.createDirectories(arriving.resolve("set-1"));
        Files.writeString(arriving.resolve("set-1/half.zip"), "half");
        Files.writeString(arriving.resolve("MultiPart1"), "half");

        open();

        assertThat(kept()).isEmpty();
    }

    @Test
    void a_set_is_deleted_but_not_while_a_run_learns_from_it() throws Exception {
        send("", "text/html", Shapes.zip(folder.resolve("birds.zip"), 30));
        await("/data/birds");
        String data = encoded(home.resolve("datasets/birds/birds.zip"));
        post("/runs", "name=Long&epochs=1000&hidden=16%2C12&device=cpu&dataset=folder&data=" + data);

        HttpResponse<String> refused = post("/data/birds/delete", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Run 1 learns from it; cancel that first.");

        post("/queue/1/cancel", "");
        for (int i = 0; i < 200 && app.busy(); i++) {
            Thread.sleep(100);
        }
        assertThat(get("/data/birds").body()).contains(">Long</a>", "every view that shows images");
        assertThat(post("/data/birds/delete", "").headers().firstValue("Location"))
                .contains("/data?did=delete-data-set:birds");
        assertThat(get("/data?did=delete-data-set:birds").body()).contains("Data set birds was deleted.");
        assertThat(get("/data/birds").statusCode()).isEqualTo(404);
        assertThat(send("birds", "text/html", Shapes.zip(folder.resolve("birds.zip"), 20))
                        .headers()
                        .firstValue("Location"))
                .contains("/data/birds-2");
        assertThat(post("/data/builtin/delete", "").statusCode()).isEqualTo(409);
    }

    @Test
    void what_lies_elsewhere_is_looked_at_by_its_path_and_not_from_the_read_only_address() throws Exception {
        String zip = encoded(Shapes.zip(folder.resolve("elsewhere.zip"), 6));

        assertThat(await("/data/at?data=" + zip)).contains("elsewhere.zip", "24 × 20 pixels");
        assertThat(get("/data/at?data=" + zip).body()).doesNotContain("Delete this data set");
        assertThat(get("/data/at?data=/nowhere").body()).contains("there is no folder or file /nowhere");
        assertThat(get("/data/at").statusCode()).isEqualTo(400);

        send("", "text/html", Shapes.zip(folder.resolve("birds.zip"), 6));
        address = app.readOnlyAddress().orElseThrow();
        assertThat(get("/data/at?data=" + zip).statusCode()).isEqualTo(403);
        assertThat(get("/data").body()).doesNotContain("<form", "Send your own");
        assertThat(await("/data/birds")).contains("24 × 20 pixels, colour").doesNotContain("/runs/new?");
    }

    /** Everything below the home's data sets but the folder in which files arrive. */
    private List<String> kept() throws IOException {
        Path datasets = home.resolve("datasets");
        try (Stream<Path> all = Files.walk(datasets)) {
            return all.filter(path -> !path.equals(datasets) && !path.endsWith(".arriving"))
                    .map(Path::toString)
                    .toList();
        }
    }

    private Path zip(String name, String... paths) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String path : paths) {
                zip.putNextEntry(new ZipEntry(path));
                zip.write("no picture".getBytes(StandardCharsets.US_ASCII));
                zip.closeEntry();
            }
        }
        return file;
    }

    /** A page, as soon as what is read for it is there. */
    private String await(String path) throws Exception {
        for (int i = 0; i < 200; i++) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            if (!answer.body().contains("data-live-again")) {
                return answer.body();
            }
            Thread.sleep(100);
        }
        throw new AssertionError(path + " is still being read");
    }

    private BufferedImage picture(String path) throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address + path)).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return answer(HttpRequest.newBuilder(URI.create(address + path)));
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return answer(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(String name, String accept, Path... files) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n" + name + "\r\n").getBytes());
        for (Path file : files) {
            body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + file.getFileName()
                            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes());
            body.writeBytes(Files.readAllBytes(file));
            body.writeBytes("\r\n".getBytes());
        }
        body.writeBytes("--b--\r\n".getBytes());
        return answer(HttpRequest.newBuilder(URI.create(address + "/data"))
                .header("Accept", accept)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(Path path) {
        return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8);
    }
}
