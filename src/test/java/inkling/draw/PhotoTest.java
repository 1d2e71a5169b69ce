package inkling.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.analysis.CentreOfMass;
import inkling.archive.ImageSplit;
import inkling.draw.Drawing.Treatment;
import inkling.inspect.TrainedRun;
import inkling.network.Predictor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a phone makes of a digit on paper, and what is made of that. */
class PhotoTest {
    private static final int SIDE = 28;

    @TempDir
    private static Path home;

    private static TrainedRun trained;
    private static Predictor predictor;

    private final UploadedPicture uploads = new UploadedPicture();

    @BeforeAll
    static void train() throws InterruptedException {
        trained = new TrainedRun(home, (parts, all) -> {});
        predictor = new Predictor(
                trained.run.blueprint(),
                trained.archive.parameters(trained.run, TrainedRun.EPOCHS),
                trained.archive.normalisation(trained.run),
                "cpu");
    }

    @AfterAll
    static void close() {
        predictor.close();
        trained.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_photo_is_seen_as_the_camera_was_held(int orientation) throws IOException {
        BufferedImage upright = photo(image(5), 320, 240, (x, y) -> 240, 0.15, 0);
        BufferedImage stored = stored(upright, orientation);
        byte[] expected = uploads.open(png(upright)).centred();

        Drawing jpeg = uploads.open(withExif(jpeg(stored), orientation));
        Drawing png = uploads.open(withExifChunk(png(stored), orientation));

        assertThat(png.centred()).isEqualTo(expected);
        assertThat(furthest(jpeg.centred(), expected)).isLessThan(48);
        assertThat(jpeg.treatments().contains(Treatment.TURNED)).isEqualTo(orientation != 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65535})
    void an_orientation_that_there_is_not_turns_nothing(int orientation) throws IOException {
        BufferedImage upright = photo(image(5), 320, 240, (x, y) -> 240, 0.15, 0);

        Drawing drawing = uploads.open(withExif(jpeg(upright), orientation));

        assertThat(drawing.treatments()).containsExactly(Treatment.INVERTED);
        assertThat(drawing.width()).isEqualTo(320);
    }

    @Test
    void twelve_dim_megapixels_with_a_slope_of_shadow_read_as_the_clean_digit() throws IOException {
        for (int index : new int[] {5, 8, 11}) {
            byte[] clean = CentreOfMass.centred(image(index), SIDE, SIDE);
            BufferedImage photo = photo(image(index), 4000, 3000, (x, y) -> 60 + 90 * x + 20 * y, 0.35, 6);

            Drawing drawing = uploads.open(withExif(jpeg(stored(photo, 6)), 6));

            assertThat(drawing.treatments())
                    .containsExactlyInAnyOrder(Treatment.TURNED, Treatment.EVENED, Treatment.INVERTED);
            assertThat(read(drawing.centred())).as("image %d", index).isEqualTo(read(clean));
        }
    }

    @Test
    void the_edge_of_a_shadow_is_no_ink() throws IOException {
        byte[] clean = CentreOfMass.centred(image(8), SIDE, SIDE);
        BufferedImage dark = photo(image(8), 800, 600, (x, y) -> x + y / 3 > 0.62 ? 70 : 160, 0.35, 4);
        BufferedImage chalk = photo(image(8), 800, 600, (x, y) -> 25 + 30 * x, 4, 3);

        assertThat(read(uploads.open(jpeg(dark)).centred())).isEqualTo(read(clean));
        assertThat(read(uploads.open(jpeg(chalk)).centred())).isEqualTo(read(clean));
        assertThat(uploads.open(jpeg(chalk)).treatments()).containsExactly(Treatment.EVENED);
    }

    @Test
    void a_bare_page_in_uneven_light_holds_no_digit() throws IOException {
        byte[] bare = jpeg(photo(new byte[SIDE * SIDE], 800, 600, (x, y) -> 60 + 90 * x, 0.35, 6));

        assertThatThrownBy(() -> uploads.open(bare)).hasMessageContaining("Nothing to read was found");
    }

    @Test
    void fifty_megapixels_are_taken() throws IOException {
        BufferedImage photo = photo(image(5), 8192, 6144, (x, y) -> 60 + 90 * x, 0.35, 0);

        byte[] seen = uploads.open(jpeg(photo)).centred();

        assertThat(read(seen)).isEqualTo(read(CentreOfMass.centred(image(5), SIDE, SIDE)));
    }

    private static byte[] image(int index) {
        return trained.archive.images(trained.run, ImageSplit.TEST).image(index);
    }

    private static int read(byte[] seen) {
        float[] logits = predictor.predict(seen, 1).logits();
        int best = 0;
        for (int c = 1; c < logits.length; c++) {
            best = logits[c] > logits[best] ? c : best;
        }
        return best;
    }

    /**
     * A digit of half the height in the middle of a page.
     *
     * @param light the paper's shade, 0 to 255, where both coordinates go from 0 to 1
     * @param ink its shade as a share of the paper's, above 1 for chalk
     * @param grain the most that the camera adds or takes
     */
    private static BufferedImage photo(
            byte[] digit, int width, int height, DoubleBinaryOperator light, double ink, int grain) {
        BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        SplittableRandom random = new SplittableRandom(1);
        int side = height / 2;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double paper = light.applyAsDouble((double) x / width, (double) y / height);
                int column = (x - (width - side) / 2) * SIDE / side;
                int row = (y - (height - side) / 2) * SIDE / side;
                boolean inside = column >= 0 && column < SIDE && row >= 0 && row < SIDE;
                double share = inside ? (digit[row * SIDE + column] & 0xff) / 255.0 : 0;
                double shade = paper + share * (ink - 1) * paper + (grain == 0 ? 0 : random.nextInt(-grain, grain + 1));
                photo.getRaster().setSample(x, y, 0, (int) Math.max(0, Math.min(255, shade)));
            }
        }
        return photo;
    }

    /** How the sensor holds what is upright, by EXIF's own words for where its first row and column are seen. */
    private static BufferedImage stored(BufferedImage upright, int orientation) {
        String firstRow = List.of("top", "top", "bottom", "bottom", "left", "right", "right", "left")
                .get(orientation - 1);
        String firstColumn = List.of("left", "right", "right", "left", "top", "top", "bottom", "bottom")
                .get(orientation - 1);
        boolean onItsSide = orientation > 4;
        int width = onItsSide ? upright.getHeight() : upright.getWidth();
        int height = onItsSide ? upright.getWidth() : upright.getHeight();
        BufferedImage stored = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int down = firstRow.equals("bottom") || firstRow.equals("right") ? height - 1 - row : row;
                int across = firstColumn.equals("bottom") || firstColumn.equals("right") ? width - 1 - column : column;
                int shade = onItsSide
                        ? upright.getRaster().getSample(down, across, 0)
                        : upright.getRaster().getSample(across, down, 0);
                stored.getRaster().setSample(column, row, 0, shade);
            }
        }
        return stored;
    }

    private static int furthest(byte[] one, byte[] other) {
        int furthest = 0;
        for (int i = 0; i < one.length; i++) {
            furthest = Math.max(furthest, Math.abs((one[i] & 0xff) - (other[i] & 0xff)));
        }
        return furthest;
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        return file(picture, "jpg");
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        return file(picture, "png");
    }

    private static byte[] file(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    /** A TIFF header and one directory of one entry: the orientation, tag 274, a short. */
    private static byte[] exif(int orientation) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeBytes("MM");
        out.writeShort(42);
        out.writeInt(8);
        out.writeShort(1);
        out.writeShort(274);
        out.writeShort(3);
        out.writeInt(1);
        out.writeShort(orientation);
        out.writeShort(0);
        out.writeInt(0);
        return bytes.toByteArray();
    }

    private static byte[] withExif(byte[] jpeg, int orientation) throws IOException {
        byte[] exif = exif(orientation);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(jpeg, 0, 2);
        out.writeShort(0xffe1);
        out.writeShort(2 + 6 + exif.length);
        out.writeBytes("Exif\0\0");
        out.write(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return bytes.toByteArray();
    }

    private static byte[] withExifChunk(byte[] png, int orientation) throws IOException {
        byte[] exif = exif(orientation);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        int header = 8 + 25;
        out.write(png, 0, header);
        out.writeInt(exif.length);
        out.writeBytes("eXIf");
        out.write(exif);
        CRC32 checksum = new CRC32();
        checksum.update("eXIf".getBytes(StandardCharsets.US_ASCII));
        checksum.update(exif);
        out.writeInt((int) checksum.getValue());
        out.write(png, header, png.length - header);
        return bytes.toByteArray();
    }
}
