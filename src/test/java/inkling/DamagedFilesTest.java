package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.network.Safetensors;
import inkling.network.Tensor;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever has become of a file: every page that reads it shows what can be shown, or says in a sentence what is wrong. */
@Timeout(600)
class DamagedFilesTest {
    /** Of a run of its own, one file of its images. */
    private static final int FIRST_OF_IMAGES = 3;

    private static final byte[] DRAWING = drawing();

    @TempDir
    private static Path folder;

    @AutoClose
    private static LivedInHome inkling;

    private static List<Path> files;

    @BeforeAll
    static void live() throws Exception {
        inkling = new LivedInHome(folder.resolve("now"));
        inkling.stop();
        LivedInHome.copy(folder.resolve("now"), folder.resolve("before"));
        files = files();
    }

    /** One of each kind. */
    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(inkling.run(LivedInHome.PLAIN).resolve("checkpoint-0002.safetensors"));
        try (Stream<Path> seen = Files.list(inkling.run(LivedInHome.SEEN))) {
            seen.filter(file -> !file.getFileName().toString().startsWith("checkpoint"))
                    .forEach(files::add);
        }
        files.add(inkling.run(LivedInHome.PAUSED).resolve("pause.safetensors"));
        for (int i = 0; i < LivedInHome.IMAGE_FILES.size(); i++) {
            files.add(inkling.data(FIRST_OF_IMAGES + i).resolve(LivedInHome.IMAGE_FILES.get(i)));
        }
        // Maps of three epochs and one by t-SNE, three pictures, three predictions, and the rest one by one.
        assertThat(files)
                .hasSize(1 + 10 + 1 + 5)
                .allSatisfy(file -> assertThat(file).isRegularFile());
        return files;
    }

    enum Way {
        CUT {
            @Override
            void damage(Path file) throws IOException {
                byte[] whole = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));
            }
        },
        FLIPPED {
            @Override
            void damage(Path file) throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                Random random = new Random(5);
                for (int i = 0; i < 50; i++) {
                    // Not in the header, where it would be found at once.
                    int at = bytes.length - 1 - random.nextInt(bytes.length / 2);
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(file, bytes);
            }
        },
        NOT_A_NUMBER {
            @Override
            void damage(Path file) {
                fill(file, Float.NaN);
            }
        },
        INFINITE {
            @Override
            void damage(Path file) {
                fill(file, Float.NEGATIVE_INFINITY);
            }
        },
        TOO_LARGE {
            @Override
            void damage(Path file) {
                fill(file, 3e38f);
            }
        },
        EMPTY {
            @Override
            void damage(Path file) throws IOException {
                Files.write(file, new byte[0]);
            }
        },
        FOLDER {
            @Override
            void damage(Path file) throws IOException {
                Files.delete(file);
                Files.createDirectories(file.resolve("in it"));
            }
        },
        ENDLESS {
            @Override
            void damage(Path file) throws IOException {
                Files.delete(file);
                Files.createSymbolicLink(file, Path.of("/dev/zero"));
            }
        },
        PIPE {
            @Override
            void damage(Path file) throws Exception {
                Files.delete(file);
                assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                        .isZero();
            }
        },
        HUGE {
            @Override
            void damage(Path file) throws IOException {
                try (var channel = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
                    // Of which nothing but the beginning and the end is on the disk.
                    channel.write(java.nio.ByteBuffer.wrap(new byte[1]), 1L << 40);
                }
            }
        },
        MISSING {
            @Override
            void damage(Path file) throws IOException {
                Files.delete(file);
            }
        };

        abstract void damage(Path file) throws Exception;

        /** Some values of every array; files that hold no such numbers stay as they are. */
        static void fill(Path file, float value) {
            if (file.toString().endsWith(".safetensors")) {
                Safetensors.Content content = Safetensors.read(file);
                for (Tensor tensor : content.tensors().values()) {
                    for (int i = tensor.values().length / 2; i < tensor.values().length; i += 3) {
                        tensor.values()[i] = value;
                    }
                }
                Safetensors.write(file, List.copyOf(content.tensors().values()), content.metadata());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void every_page_has_an_answer(Way way) throws Exception {
        LivedInHome.copy(folder.resolve("before"), folder.resolve("now"));
        for (Path file : files) {
            way.damage(file);
        }
        try (ErrorLog log = new ErrorLog()) {
            inkling.start();
            try {
                for (String path : paths()) {
                    visit(path);
                }
                for (int run = 1; run <= LivedInHome.PAUSED; run++) {
                    draw(run);
                }
                goOn();
            } finally {
                inkling.stop();
            }
            assertThat(log.defects()).isEmpty();
        }
    }

    private static List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (int run = 1; run <= LivedInHome.PAUSED; run++) {
            for (String page : List.of(
                    "",
                    "/parts",
                    "/confusion?epoch=2",
                    "/confusion.json?epoch=2",
                    "/mistakes?epoch=2",
                    "/calibration?epoch=2",
                    "/calibration.json?epoch=2",
                    "/images/test/5?epoch=2",
                    "/images/test/5.json?epoch=2",
                    "/images/train/5?epoch=2",
                    "/images/test/5.png",
                    "/weights?epoch=2",
                    "/weights?epoch=2&order=class&scale=all&colour=signed&count=all",
                    "/weights/sheet.png?epoch=2",
                    "/weights/3?epoch=2",
                    "/weights/histograms?epoch=2",
                    "/map?epoch=2",
                    "/map?epoch=1&method=pca&split=test&layer=h2",
                    "/map?epoch=2&method=pca&split=test&layer=h2",
                    "/map?epoch=2&method=tsne&split=test&layer=h2",
                    "/map.json?epoch=2&method=tsne&split=test&layer=h2",
                    "/imagine?epoch=2&real=yes",
                    "/draw?epoch=2",
                    "/draw.json?epoch=2",
                    "/augmentation?image=3")) {
                paths.add("/runs/" + run + page);
            }
            paths.add("/api/runs/%d/checkpoints/2".formatted(run));
        }
        String seen = "/runs/" + LivedInHome.SEEN;
        for (int thing = 1; thing <= 4; thing++) {
            paths.add(seen + "/maps/%d/points.bin".formatted(thing));
            paths.add(seen + "/maps/%d/neighbours.json?index=3".formatted(thing));
            for (String page : List.of("", "/epochs", "/image.png")) {
                paths.add(seen + "/imagine/%d%s".formatted(thing, page));
            }
        }
        paths.addAll(List.of("/", "/queue", "/runs/1/augmentation", "/runs/new?from=3"));
        for (String view : List.of("", "/confusion", "/images", "/weights", "/maps?", "/curves", "/mcnemar")) {
            paths.add("/compare" + view.replace("?", "") + "?epoch=2&runs=1,2,3,4,5,6,7,8");
            paths.add("/api/compare" + view.replace("?", "") + "?epoch=2&runs=1,2,3");
        }
        paths.add("/compare/maps?epoch=2&runs=2,1&method=tsne");
        paths.add("/compare/maps/points.bin?epoch=2&runs=2,1&run=2");
        return paths;
    }

    private static void visit(String path) throws Exception {
        HttpResponse<byte[]> answer = inkling.client.send(inkling.request(path).build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isLessThan(500);
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (type.contains("json") || type.contains("html")) {
            String said = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(said.replaceAll("has (NaN|-?Infinity) in ", ""))
                    .as(path)
                    .doesNotContain("NaN", "Infinity", "Exception");
        }
    }

    private static void draw(int run) throws Exception {
        HttpRequest request = inkling.request("/runs/%d/draw?epoch=2".formatted(run))
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(DRAWING))
                .build();
        HttpResponse<String> answer = inkling.client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
    }

    private static byte[] drawing() {
        byte[] drawing = new byte[784];
        IntStream.range(5, 23).forEach(y -> drawing[28 * y + 14] = (byte) 255);
        return drawing;
    }

    /** What jobs make of it: each of them is done, or says why not. */
    private static void goOn() throws Exception {
        for (int run = 1; run <= LivedInHome.PAUSED; run++) {
            inkling.imagineAndMap(run);
        }
        for (int map = 1; map <= 4; map++) {
            inkling.post("/runs/%d/maps/%d/continue".formatted(LivedInHome.SEEN, map), "");
        }
        inkling.settle();
        for (int run = 1; run < LivedInHome.PAUSED; run++) {
            assertThat(inkling.post("/api/runs/%d/resume".formatted(run), "epochs=3")
                            .statusCode())
                    .isEqualTo(202);
        }
        assertThat(inkling.post("/api/runs/%d/resume".formatted(LivedInHome.PAUSED), "")
                        .statusCode())
                .isEqualTo(202);
        Thread.sleep(500);
        inkling.post("/api/runs/%d/cancel".formatted(LivedInHome.PAUSED), "");
        inkling.settle();
        for (int run = 1; run <= LivedInHome.PAUSED; run++) {
            assertThat(inkling.failure(run)).doesNotContain("unexpected", "Exception");
        }
        String queue = inkling.get("/queue").body();
        assertThat(queue).doesNotContain("unexpected", "Exception");
    }
}
