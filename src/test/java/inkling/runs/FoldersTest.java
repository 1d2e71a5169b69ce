package inkling.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import inkling.runs.job.Laboratory;
import inkling.runs.job.TinyDataset;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders of the machine, as a list and as the page that works without a script. */
class FoldersTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path home;

    @Test
    void a_folder_with_images_says_how_many_and_one_with_others_shows_nothing_of_them() throws IOException {
        TinyDataset.write(Files.createDirectory(folder.resolve("tiny")), 300, 60);
        Path wrong = Files.createDirectory(folder.resolve("wrong"));
        TinyDataset.write(wrong, 300, 60);
        try (var files = Files.list(wrong)) {
            for (Path file : files.toList()) {
                Files.writeString(file, "SECRET");
            }
        }
        TinyDataset.write(Files.createDirectory(folder.resolve("half")), 300, 60);
        try (var files = Files.list(folder.resolve("half"))) {
            Files.delete(files.findFirst().orElseThrow());
        }
        Files.createDirectory(folder.resolve("empty"));
        Files.createDirectory(folder.resolve(".hidden"));
        Files.writeString(folder.resolve("file.txt"), "SECRET");

        FolderList list = FolderList.of(folder.toString(), "");

        assertThat(list.troubles()).isEmpty();
        assertThat(list.folders())
                .extracting(FolderList.Folder::name)
                .containsExactly("empty", "half", "tiny", "wrong", ".hidden");
        assertThat(list.folders())
                .extracting(FolderList.Folder::images)
                .containsExactly(
                        null,
                        new FolderList.Images("IDX files that are not complete, or cannot be read", false),
                        new FolderList.Images("300 images to train on, 60 to test, 28 × 28", true),
                        new FolderList.Images("IDX files that are not complete, or cannot be read", false),
                        null);
    }

    @Test
    void what_cannot_be_shown_gets_a_sentence_and_the_nearest_folder_is_shown() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("gone"));

        assertThat(List.of(
                        trouble(folder.resolve("a/b/c").toString()),
                        trouble(file.toString()),
                        trouble(nowhere.toString()),
                        trouble("/\u0000")))
                .containsExactly(
                        "There is no folder " + folder.resolve("a/b/c") + ".",
                        file + " is a file, not a folder.",
                        nowhere + " is a link that leads nowhere.",
                        "No file can be named /\ufffd.");
        assertThat(FolderList.of(folder.resolve("a/b/c").toString(), "").here().path())
                .isEqualTo(folder);
        assertThat(FolderList.of("", "").here().path()).isEqualTo(Path.of(System.getProperty("user.home")));
        assertThat(FolderList.of("/", "").above()).isNull();
    }

    @Test
    void one_image_is_too_few_to_learn_from() throws IOException {
        TinyDataset.write(Files.createDirectory(folder.resolve("one")), 1, 60);
        RunForm form = new RunForm(() -> List.of("cpu"), () -> 1, List::of);
        Map<String, String> values = form.defaults();
        values.putAll(Map.of("dataset", "idx", "data", folder.resolve("one").toString()));

        RunPlan plan = RunPlan.of(values, form, request -> "");

        assertThat(FolderList.of(folder.toString(), "").folders())
                .extracting(FolderList.Folder::images)
                .containsExactly(new FolderList.Images(
                        "1 image to train on (it takes at least two), 60 to test, 28 × 28", false));
        assertThat(plan.split())
                .isEqualTo("Training needs at least two images, one of them for validation; there is 1.");
        assertThat(plan.steps()).isEqualTo("–");
        TinyDataset.write(folder.resolve("one"), 2, 60);
        assertThat(RunPlan.of(values, form, request -> "").split())
                .isEqualTo("on 1 image; 1 more is kept for validation");
    }

    @Test
    void a_name_that_java_cannot_read_is_shown_but_no_field_takes_it() throws Exception {
        Process made = new ProcessBuilder("sh", "-c", "mkdir \"$(printf 'a\\377')\"")
                .directory(folder.toFile())
                .start();
        assumeThat(made.waitFor()).isZero();

        assertThat(FolderList.of(folder.toString(), "").folders())
                .extracting(FolderList.Folder::name, FolderList.Folder::typeable)
                .containsExactly(tuple("a\ufffd", false));
    }

    private static String trouble(String typed) {
        return FolderList.of(typed, "").troubles().get(0);
    }

    @Test
    void odd_names_are_drawn_harmlessly_and_links_say_where_they_lead() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Files.createDirectory(folder.resolve("a\nb"));
        Files.createDirectory(folder.resolve("a\u202eb"));
        Files.createSymbolicLink(folder.resolve("link"), plain);
        Files.createSymbolicLink(folder.resolve("round"), folder.resolve("round"));

        List<FolderList.Folder> folders = FolderList.of(folder.toString(), "").folders();

        assertThat(folders)
                .extracting(FolderList.Folder::name)
                .containsExactly("a\ufffdb", "a\ufffdb", "link", "plain");
        assertThat(folders).extracting(FolderList.Folder::typeable).containsExactly(false, false, true, true);
        assertThat(folders).extracting(FolderList.Folder::link).containsExactly(null, null, plain.toString(), null);
    }

    @Test
    void of_many_folders_the_first_are_shown_and_the_others_are_found_by_name() throws IOException {
        for (int i = 0; i < FolderList.MOST_SHOWN + 50; i++) {
            Files.createDirectory(folder.resolve("Folder" + (1_000 + i)));
        }

        FolderList all = FolderList.of(folder.toString(), "");
        FolderList found = FolderList.of(folder.toString(), "folder1249");

        assertThat(all.folders()).hasSize(FolderList.MOST_SHOWN);
        assertThat(all.sum()).isEqualTo("250 folders; the first 200 are shown. Look for a part of the name.");
        assertThat(found.folders()).hasSize(1);
        assertThat(found.sum()).isEqualTo("1 folder");
    }

    @Test
    void without_a_script_the_page_takes_the_form_along_and_brings_it_back() throws Exception {
        Files.createDirectory(folder.resolve("a&b <c>"));
        try (Laboratory laboratory = new Laboratory(home)) {
            String data = URLEncoder.encode(folder.toString(), StandardCharsets.UTF_8);

            String page = get(
                            laboratory,
                            "/folders?for=sweeps&dataset=idx&lr=0.1,0.2&optimizer=&optimizer=adam&optimizer=sgd"
                                    + "&data=" + data)
                    .body();

            String fields = "dataset=idx&amp;lr=0.1,0.2&amp;optimizer=adam,sgd&amp;nesterov=false&amp;data=";
            assertThat(page)
                    .contains("href=\"/folders?" + fields + data + "%2Fa%26b+%3Cc%3E&amp;for=sweeps\"")
                    .contains("a&amp;b &lt;c&gt;")
                    .contains("href=\"/sweeps/new?" + fields + data + "\"")
                    .contains("<input type=\"hidden\" name=\"lr\" value=\"0.1,0.2\">");
            assertThat(get(laboratory, "/folders?for=elsewhere").statusCode()).isEqualTo(400);
        }
    }

    private static HttpResponse<String> get(Laboratory laboratory, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(laboratory.server.address() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
