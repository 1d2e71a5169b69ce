package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.analysis.LabelledPredictions;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.folders.RunFolders;
import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.RunRepository;
import inkling.database.Database;
import inkling.dataset.DatasetException;
import inkling.dataset.Reading;
import inkling.dataset.files.Packed;
import inkling.dataset.idx.IdxFormat;
import inkling.dataset.sources.Datasets;
import inkling.imagine.Dream;
import inkling.imagine.DreamFiles;
import inkling.imagine.DreamRepository;
import inkling.maps.job.MapFiles;
import inkling.maps.job.Projection;
import inkling.maps.job.ProjectionRepository;
import inkling.network.Blueprint;
import inkling.network.Devices;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.network.Tensor;
import inkling.network.Waves;
import inkling.training.Checkpoint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of every format that the program reads, cut and changed at random: each is read, or refused by the exception that
 * its reader has for it, with a sentence, at once and without more memory than such a file needs.
 *
 * <p>{@code -Dinkling.fuzz=100000} tries more of them, {@code -Dinkling.fuzz.seed=7} others.
 */
@Timeout(3_600)
class FileFuzzTest {
    private static final int VARIANTS = Integer.getInteger("inkling.fuzz", 4_000);
    private static final long SEED = Long.getLong("inkling.fuzz.seed", 1);
    /** How many tests share them. */
    private static final int FORMATS = 23;
    /** Of files of some ten kB. */
    private static final long MOST_BYTES = 50_000_000;

    private static final Path OWN = Path.of("src/test/resources/dataset");

    private static final Blueprint ARCHITECTURE = Waves.perceptron(List.of(16, 12));

    @TempDir
    private static Path folder;

    private static LivedInHome inkling;
    private static Dream dream;
    private static Projection map;

    /** Of a copy of the home, which the running program does not hold. */
    private static Database database;

    @BeforeAll
    static void live() throws Exception {
        System.out.printf("%s: %d variants, seed %d%n", FileFuzzTest.class.getSimpleName(), VARIANTS, SEED);
        inkling = new LivedInHome(folder.resolve("live"));
        inkling.stop();
        LivedInHome.copy(inkling.home(), folder.resolve("copy"));
        database = new Database(folder.resolve("copy"));
        dream = new DreamRepository(database).find(3).orElseThrow();
        map = new ProjectionRepository(database).find(4).orElseThrow();
        inkling.start();
    }

    @AfterAll
    static void close() {
        inkling.close();
        database.close();
    }

    private interface Reader {
        void read(byte[] variant) throws Exception;
    }

    @TestFactory
    List<DynamicTest> files() {
        Path run = inkling.run(LivedInHome.SEEN);
        Path checkpoint = run.resolve("checkpoint-0002.safetensors");
        return List.of(
                format("safetensors", checkpoint, at(checkpoint, () -> Safetensors.read(checkpoint))),
                format("checkpoint", checkpoint, at(checkpoint, () -> Checkpoint.read(checkpoint, ARCHITECTURE))),
                pause(),
                format(
                        "map",
                        run.resolve("map-4.safetensors"),
                        at(
                                run.resolve("map-4.safetensors"),
                                () -> new MapFiles(new RunFolders(inkling.home())).read(map))),
                format(
                        "picture's arrays",
                        run.resolve("dream-3.safetensors"),
                        at(
                                run.resolve("dream-3.safetensors"),
                                () -> new DreamFiles(new RunFolders(inkling.home())).read(dream, ARCHITECTURE))),
                predictions(),
                images(0),
                images(1),
                images(2),
                images(3),
                images(4),
                repacked(),
                ownData("interleaved.npz"),
                ownData("fortran.npz"),
                ownData("colour.webp"),
                ownData("turned.jpg"),
                table(),
                archive("zip"),
                archive("tar.gz"),
                uploaded("png"),
                uploaded("jpeg"),
                uploaded("gif"),
                uploaded("bmp"));
    }

    /** A pause that cannot be believed is none. */
    private static DynamicTest pause() {
        Path file = inkling.run(LivedInHome.PAUSED).resolve("pause.safetensors");
        CheckpointFiles files = new CheckpointFiles(new RunFolders(inkling.home()), Clock.systemUTC());
        return format("pause", file, variant -> {
            Files.write(file, variant);
            files.pause(LivedInHome.PAUSED, ARCHITECTURE);
        });
    }

    /** Predictions that cannot be believed are worked out again. */
    private static DynamicTest predictions() {
        Path home = folder.resolve("copy");
        CheckpointFiles files = new CheckpointFiles(new RunFolders(home), Clock.systemUTC());
        RunRepository runs = new RunRepository(database);
        RunArchive archive =
                new RunArchive(runs, new MetricsRepository(database), files, new Datasets(home, progress -> {
                    throw new IllegalStateException("not asked for");
                }));
        Path file = files.folders().of(LivedInHome.SEEN).resolve("predictions-0002.safetensors");
        return format("predictions", file, variant -> {
            Files.write(file, variant);
            LabelledPredictions predictions = new PredictionStore(archive, new Devices())
                    .labelled(runs.get(LivedInHome.SEEN), 2, ImageSplit.TEST);
            assertThat(predictions.size()).isEqualTo(LivedInHome.TEST);
            assertThat(Tensor.firstNotFinite(predictions.logits())).isNegative();
        });
    }

    private static DynamicTest images(int which) {
        Path data = inkling.data(LivedInHome.SEEN);
        Path file = data.resolve(LivedInHome.IMAGE_FILES.get(which));
        return format(file.getFileName().toString(), file, at(file, () -> Reading.by(new IdxFormat(), data)));
    }

    /** Changed before it is packed, so that no checksum stands in the way. */
    private static DynamicTest repacked() {
        Path data = inkling.data(LivedInHome.SEEN);
        Path file = data.resolve(LivedInHome.IMAGE_FILES.get(1));
        return DynamicTest.dynamicTest("what a gzip file unpacks to", () -> {
            byte[] packed = Files.readAllBytes(file);
            byte[] whole;
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                whole = in.readAllBytes();
            }
            fuzz(whole, variant -> {
                LivedInHome.write(file, variant);
                Reading.by(new IdxFormat(), data);
            });
            Files.write(file, packed);
        });
    }

    /** One of the files that other programs wrote; a picture has sound ones beside it, in the folders of two classes. */
    private static DynamicTest ownData(String name) {
        return DynamicTest.dynamicTest(name, () -> {
            byte[] whole = Files.readAllBytes(OWN.resolve(name));
            boolean array = name.endsWith(".npz");
            Path data = array ? folder.resolve(name) : pictures(folder.resolve("pictures-" + name));
            Path file = array ? data : data.resolve("a").resolve(name);
            fuzz(whole, variant -> {
                Files.write(file, variant);
                Reading.recognised(data);
            });
        });
    }

    private static Path pictures(Path data) throws IOException {
        for (String name : List.of("a/1.png", "a/2.png", "b/1.png", "b/2.png")) {
            Files.createDirectories(data.resolve(name).getParent());
            Files.copy(OWN.resolve("colour.png"), data.resolve(name));
        }
        return data;
    }

    private static DynamicTest table() {
        Path file = folder.resolve("table.csv");
        String text = "label,a,b,c,d\n" + "3,0,1,2.5,255\n5,9,8,\"7\",6\n".repeat(20);
        return DynamicTest.dynamicTest(
                "table",
                () -> fuzz(text.getBytes(StandardCharsets.UTF_8), variant -> {
                    Files.write(file, variant);
                    Reading.recognised(file);
                }));
    }

    private static DynamicTest archive(String type) {
        return DynamicTest.dynamicTest("pictures in a " + type, () -> {
            Path data = pictures(folder.resolve("packed-" + type));
            byte[] whole = type.equals("zip") ? Packed.zip(data) : Packed.tarGz(data);
            Path file = folder.resolve("pictures." + type);
            fuzz(whole, variant -> {
                Files.write(file, variant);
                Reading.recognised(file);
            });
        });
    }

    /** What the page says to a picture that is sent to it. */
    private static DynamicTest uploaded(String type) {
        return DynamicTest.dynamicTest(
                "uploaded " + type,
                () -> fuzz(picture(type), variant -> {
                    HttpResponse<String> answer = send(variant);
                    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400);
                    assertThat(answer.body()).isNotBlank().doesNotContain("Exception");
                }));
    }

    private static HttpResponse<String> send(byte[] picture) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--part\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(picture);
        body.writeBytes("\r\n--part--\r\n".getBytes(StandardCharsets.US_ASCII));
        HttpRequest request = inkling.request("/runs/1/draw?epoch=2")
                .header("Content-Type", "multipart/form-data; boundary=part")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return inkling.client.send(request, BodyHandlers.ofString());
    }

    private static byte[] picture(String type) throws IOException {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_3BYTE_BGR);
        var graphics = image.createGraphics();
        graphics.fillRect(18, 5, 4, 30);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, type, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static Reader at(Path file, Runnable reading) {
        return variant -> {
            Files.write(file, variant);
            reading.run();
        };
    }

    private static DynamicTest format(String name, Path file, Reader reader) {
        return DynamicTest.dynamicTest(name, () -> {
            byte[] whole = Files.readAllBytes(file);
            fuzz(whole, reader);
            Files.write(file, whole);
        });
    }

    private static void fuzz(byte[] whole, Reader reader) throws Exception {
        reader.read(whole);
        SplittableRandom random = new SplittableRandom(SEED);
        try (ErrorLog log = new ErrorLog()) {
            for (int i = 0; i < VARIANTS / FORMATS; i++) {
                String which = "variant %d of seed %d".formatted(i, SEED);
                byte[] variant = variant(whole, random);
                Allocated allocated = new Allocated();
                try {
                    reader.read(variant);
                } catch (SafetensorsException | DatasetException e) {
                    assertThat(e.getMessage()).as(which).isNotBlank().doesNotContain("Exception", "null");
                } catch (Exception | Error e) {
                    throw new AssertionError(which, e);
                }
                assertThat(allocated.bytes()).as(which).isLessThan(MOST_BYTES);
            }
            assertThat(log.defects()).isEmpty();
        }
    }

    /** Cut, changed in some bits or bytes, with a piece of it doubled or left out; near its beginning most of all. */
    private static byte[] variant(byte[] whole, SplittableRandom random) {
        byte[] variant = whole.clone();
        switch (random.nextInt(6)) {
            case 0 -> variant = Arrays.copyOf(whole, random.nextInt(whole.length));
            case 1 -> {
                int at = place(whole.length, random);
                int length = Math.min(whole.length - at, 1 + random.nextInt(64));
                variant = new byte[whole.length + length];
                System.arraycopy(whole, 0, variant, 0, at + length);
                System.arraycopy(whole, at, variant, at + length, whole.length - at);
            }
            case 2 -> {
                int at = place(whole.length, random);
                int length = Math.min(whole.length - at, 1 + random.nextInt(64));
                variant = new byte[whole.length - length];
                System.arraycopy(whole, 0, variant, 0, at);
                System.arraycopy(whole, at + length, variant, at, variant.length - at);
            }
            case 3 -> {
                for (int i = random.nextInt(1, 9); i > 0; i--) {
                    variant[place(whole.length, random)] = (byte) random.nextInt();
                }
            }
            case 4 -> {
                int at = place(whole.length, random);
                Arrays.fill(variant, at, Math.min(whole.length, at + 8), (byte) (random.nextBoolean() ? 0xff : 0x7f));
            }
            default -> {
                for (int i = random.nextInt(1, 9); i > 0; i--) {
                    variant[place(whole.length, random)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return variant;
    }

    private static int place(int length, SplittableRandom random) {
        return random.nextInt(
                switch (random.nextInt(3)) {
                    case 0 -> Math.min(length, 32);
                    case 1 -> Math.min(length, 2_000);
                    default -> length;
                });
    }
}
