package inkling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import inkling.archive.metrics.CheckpointInfo;
import inkling.backup.Backup;
import inkling.backup.Restore;
import inkling.errors.UserError.Conflict;
import inkling.http.Proxies;
import inkling.http.WebServer.Route;
import inkling.imagine.Dream;
import inkling.organise.KeptCheckpoints;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A home with a little of everything: backed up, restored, thinned, and what it takes. */
@Timeout(300)
class KeptHomeTest {
    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private SmallServer small;

    @BeforeEach
    void fill() throws Exception {
        small = new SmallServer(Files.createDirectory(folder.resolve("small")), Proxies.NONE);
    }

    @AfterEach
    void end() {
        small.close();
    }

    private Path home() {
        return folder.resolve("small/home");
    }

    private Path backUp() throws Exception {
        Path file = folder.resolve("backup.zip");
        HttpResponse<Path> answer = client.send(
                HttpRequest.newBuilder(URI.create(small.address + "/api/backup"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofFile(file));
        assertThat(answer.statusCode()).isEqualTo(200);
        return file;
    }

    private static void restore(Path file, Path home) {
        new Restore(file, home, told -> {}).run();
    }

    @Test
    void a_restored_home_serves_every_page_as_the_one_it_was_taken_of() throws Exception {
        Path file = backUp();
        Map<String, Integer> before = pages(small.app, small.address);
        Path home = folder.resolve("restored");

        restore(file, home);

        try (App app = new App(home)) {
            app.recover();
            URI address = app.serve(new Settings("127.0.0.1", 0, List.of(), home));
            assertThat(pages(app, address)).isEqualTo(before);
        }
        assertThat(before).hasSizeGreaterThan(60);
        assertThat(before.values()).doesNotContain(500).contains(200);
        try (Stream<Path> left = Files.list(home())) {
            assertThat(left.map(each -> each.getFileName().toString())).noneMatch(name -> name.startsWith(".backup"));
        }
    }

    /** What each route that shows something of the first run answers. */
    private Map<String, Integer> pages(App app, URI address) throws Exception {
        Map<String, Integer> statuses = new LinkedHashMap<>();
        for (Route route : app.routes()) {
            String path =
                    route.path().replace("{id}", "1").replace("{split}", "test").replaceAll("\\{[a-z]+}", "1");
            if (route.method().equals("GET") && !path.contains("<") && !path.equals("/events")) {
                statuses.put(path, status(address, path));
            }
        }
        return statuses;
    }

    private int status(URI address, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void data_sets_that_were_sent_are_found_where_the_restored_home_lies() throws Exception {
        Path set = Files.createDirectories(home().resolve("datasets/mine"));
        for (Path file : files(small.dataset)) {
            Files.copy(file, set.resolve(file.getFileName()));
        }
        small.post("/runs", SmallServer.RUN + set + "&epochs=1&lr=0.003&name=Mine");
        small.awaitJobs();
        Path file = backUp();
        small.close();
        Files.move(home(), folder.resolve("away"));
        Path home = folder.resolve("restored");

        restore(file, home);

        try (App app = new App(home)) {
            var run = app.parts().runs.get(4);
            assertThat(run.request().data().path())
                    .contains(home.resolve("datasets/mine").toString());
            assertThat(app.parts().archive.dataset(run).test().size()).isEqualTo(60);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void a_backup_names_no_file_that_is_not_in_it_whatever_is_deleted_mapped_and_imagined_meanwhile() throws Exception {
        Thread busy = new Thread(this::deleteMapAndImagine, "busy");
        busy.setDaemon(true);
        busy.start();

        for (int i = 0; i < 5; i++) {
            Path home = folder.resolve("restored-" + i);
            restore(backUp(), home);

            try (App app = new App(home)) {
                app.interruptLeft();
                for (var run : app.parts().runRepository.newest(100)) {
                    for (CheckpointInfo each : app.parts().metrics.checkpoints(run.id())) {
                        app.parts().archive.parameters(run, each.epoch());
                    }
                    app.parts().mapParts.repository().of(run.id()).stream()
                            .filter(map -> map.status().name().equals("FINISHED"))
                            .forEach(map -> app.parts().mapParts.files().read(map));
                    for (Dream dream : app.parts().dreamParts.dreams().list(run.id(), 50)) {
                        app.parts().dreamParts.files().read(dream, run.blueprint());
                    }
                }
            }
        }
        busy.interrupt();
        busy.join();
    }

    private void deleteMapAndImagine() {
        try {
            for (int seed = 1; !Thread.interrupted(); seed++) {
                small.post(
                        "/runs/1/maps",
                        "method=tsne&layer=h2&split=test&epoch=1&points=60&perplexity=5&iterations=250&seed=" + seed);
                small.post("/runs/1/imagine", "method=ascent&class=3&steps=5&epoch=2&seed=" + seed);
                small.post("/runs", SmallServer.RUN + small.dataset + "&epochs=3&lr=0.003&name=Run" + seed);
                small.awaitJobs();
                small.post("/runs/1/maps/" + (2 * seed + 3) + "/delete", "");
            }
        } catch (InterruptedException e) {
            return;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_is_no_whole_backup_is_refused_with_a_sentence_and_leaves_nothing() throws Exception {
        Path file = backUp();
        byte[] whole = Files.readAllBytes(file);
        Path home = folder.resolve("restored");

        assertRefused(
                Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, whole.length - 1_000)),
                home,
                "no backup, or not all of one");
        assertRefused(Files.writeString(folder.resolve("text.zip"), "hello"), home, "no backup, or not all of one");
        assertRefused(folder.resolve("nothing.zip"), home, "it is not there");
        Path foreign = folder.resolve("foreign.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(foreign))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
        }
        assertRefused(foreign, home, "no backup of Inkling");
        assertRefused(
                changed(file, zip -> writeString(zip.getPath("inkling-backup.json"), "{}")),
                home,
                "it does not say what it is");
        assertRefused(
                changed(file, zip -> {
                    Path manifest = zip.getPath("inkling-backup.json");
                    writeString(manifest, readString(manifest).replaceFirst("\"schema\":\\d+", "\"schema\":9999"));
                }),
                home,
                "by a newer Inkling");
        assertRefused(with(whole, "../escaped.txt"), home, "no file of a home has such a name");
        assertRefused(with(whole, "runs/../../escaped.txt"), home, "no file of a home has such a name");
        assertRefused(with(whole, "server.json"), home, "no file of a home has such a name");
        byte[] flipped = whole.clone();
        int at = whole.length / 2;
        flipped[at] ^= 1;
        assertRefused(Files.write(folder.resolve("flipped.zip"), flipped), home, "is broken");
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("mine.txt"), "mine");
        assertThatThrownBy(() -> restore(file, full))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("is not empty");
        assertThat(files(full)).hasSize(1);
        assertThat(folder.resolve("escaped.txt")).doesNotExist();
    }

    private static void assertRefused(Path file, Path home, String sentence) {
        assertThatThrownBy(() -> restore(file, home))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining(sentence);
        assertThat(home).doesNotExist();
    }

    private Path changed(Path file, Consumer<FileSystem> change) throws IOException {
        Path copy =
                Files.copy(file, Files.createTempDirectory(folder, "changed").resolve("backup.zip"));
        try (FileSystem zip = FileSystems.newFileSystem(copy)) {
            change.accept(zip);
        }
        return copy;
    }

    /** With a file more, whose name no file system of Java would write. */
    private Path with(byte[] whole, String name) throws IOException {
        String stand = "x".repeat(name.length());
        Path file = Files.write(Files.createTempFile(folder, "with", ".zip"), whole);
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            writeString(zip.getPath(stand), "");
        }
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1).replace(stand, name);
        return Files.writeString(file, bytes, StandardCharsets.ISO_8859_1);
    }

    private static void writeString(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String readString(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_backup_that_is_cancelled_breaks_off_and_leaves_nothing() throws Exception {
        try (Backup backup = small.app.parts().backups.take(told -> {})) {
            assertThat(status(small.address, "/backup")).isEqualTo(200);
            assertThatThrownBy(this::backUp).isInstanceOf(AssertionError.class); // 409: one at a time
            small.app.parts().backups.cancel();

            assertThatThrownBy(() -> backup.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(CancellationException.class);
        }
        try (Stream<Path> left = Files.list(home())) {
            assertThat(left.map(each -> each.getFileName().toString())).noneMatch(name -> name.startsWith(".backup"));
        }
        assertThat(backUp()).isNotEmptyFile();
    }

    @Test
    void the_page_downloads_a_backup_and_the_list_says_what_runs_take() throws Exception {
        try (Chromium chromium = Chromium.start();
                Page page = chromium.page(1280, 900)) {
            page.navigate(small.address + "/backup");
            assertThat(page.locator("main").innerText())
                    .contains("What it takes")
                    .contains("are left on its disk");
            Download download = page.waitForDownload(
                    () -> page.locator("button:has-text('Download a backup')").click());
            Path file = folder.resolve("downloaded.zip");
            download.saveAs(file);
            restore(file, folder.resolve("restored"));

            page.navigate(small.address + "/?columns=space&sort=-space&q=space>1kB");
            assertThat(page.locator("tbody td[data-label='Space taken']")
                            .first()
                            .innerText())
                    .matches("[0-9.]+ [kM]B");
            page.navigate(small.address + "/runs/1");
            assertThat(page.locator("#run-checkpoints").innerText()).contains("This run takes");
            assertThat(page.locator(".site-footer").innerText()).contains("left on its disk");
        }
    }

    @Test
    void thinned_runs_keep_what_was_measured_and_go_on_and_every_page_answers() throws Exception {
        small.post("/runs", SmallServer.RUN + small.dataset + "&epochs=6&lr=0.003&name=Long");
        small.awaitJobs();
        var metrics = small.app.parts().metrics;
        int best = small.app.parts().runs.get(4).bestEpoch().orElseThrow();
        var measured = metrics.epochs(4);
        long bytes = bytes(4);

        try (Chromium chromium = Chromium.start();
                Page page = chromium.page(1280, 900)) {
            page.navigate(small.address + "/");
            page.locator("input[name=run][value='4']").check();
            page.locator("button:has-text('Thin checkpoints')").click();
            page.locator("#f-every").fill("4");
            page.locator("button:has-text('Show')").click();
            assertThat(page.locator("main").innerText())
                    .contains("checkpoints of epochs")
                    .contains("which frees");
            page.locator("button.danger").click();
            page.waitForURL(small.address + "/");
        }

        List<Integer> kept = Stream.of(0, 4, best, 6).distinct().sorted().toList();
        assertThat(epochs(4)).isEqualTo(kept);
        assertThat(metrics.epochs(4)).isEqualTo(measured);
        try (Stream<Path> files = Files.list(home().resolve("runs/4"))) {
            assertThat(files.filter(each -> each.getFileName().toString().startsWith("checkpoint")))
                    .hasSize(kept.size());
        }
        assertThat(bytes(4)).isLessThan(bytes);
        int gone =
                Stream.of(1, 2, 3, 5).filter(epoch -> epoch != best).findFirst().orElseThrow();
        for (Route route : small.app.routes()) {
            if (route.method().equals("GET") && route.path().startsWith("/runs/{id}")) {
                String path = route.path()
                        .replace("{id}", "4")
                        .replace("{split}", "test")
                        .replaceAll("\\{[a-z]+}", "1");
                assertThat(status(small.address, path)).as(path).isLessThan(500);
                assertThat(status(small.address, path + "?epoch=" + gone))
                        .as(path)
                        .isLessThan(500);
            }
        }
        String page = client.send(
                        HttpRequest.newBuilder(
                                        URI.create(small.address + "/runs/4/confusion?normalise=true&epoch=" + gone))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        assertThat(page)
                .contains("was thinned out; the nearest that was kept is of epoch")
                .contains("&amp;normalise=true");

        small.app.parts().runs.resume(4, 8);
        small.awaitJobs();
        assertThat(metrics.epochs(4).subList(0, 6)).isEqualTo(measured);
        assertThat(epochs(4)).containsAll(kept).contains(7, 8);
        small.post("/runs", SmallServer.RUN + small.dataset + "&epochs=8&lr=0.003&name=Whole");
        small.awaitJobs();
        assertThat(small.app.parts().runs.get(4).test())
                .isEqualTo(small.app.parts().runs.get(5).test());
    }

    private List<Integer> epochs(long run) {
        return small.app.parts().metrics.checkpoints(run).stream()
                .map(CheckpointInfo::epoch)
                .toList();
    }

    /** What a run takes, once that is known. */
    private long bytes(long run) throws Exception {
        long measured = -1;
        Path files = home().resolve("runs/" + run);
        while (true) {
            long now = inkling.files.Folders.bytes(files);
            measured = small.app.parts().runs.get(run).fileBytes().orElse(-1L);
            if (measured == now) {
                return measured;
            }
            Thread.sleep(20);
        }
    }

    @Test
    void runs_are_thinned_when_they_end_if_the_server_is_told_to() throws Exception {
        small.app.parts().thinning.whenRunsEnd(KeptCheckpoints.of("best,last"));

        small.post("/runs", SmallServer.RUN + small.dataset + "&epochs=4&lr=0.003&name=Thin");
        small.awaitJobs();

        int best = small.app.parts().runs.get(4).bestEpoch().orElseThrow();
        assertThat(epochs(4)).isEqualTo(Stream.of(best, 4).distinct().toList());
    }
}
