package inkling.dataset.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.dataset.ImageShape;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Held against Pillow 9.4 and torchvision 0.14, which made the expected values with this script:
 *
 * <pre>
 * import hashlib
 * import numpy as np
 * from PIL import Image
 * from torchvision.transforms import functional as F
 *
 * x, y = np.meshgrid(np.arange(28), np.arange(28))
 * image = Image.fromarray(((37 * x + 91 * y + 5 * x * y) % 256).astype(np.uint8), mode="L")
 *
 * print(list(F.rotate(image, 5, fill=(0,)).tobytes()[:28]))
 *
 * turned = hashlib.sha256()
 * for thousandths in range(-5000, 5001):
 *     turned.update(F.rotate(image, thousandths / 1000, fill=(0,)).tobytes())
 * print(turned.hexdigest())
 *
 * cropped = hashlib.sha256()
 * padded = F.pad(F.rotate(image, 3.3, fill=(0,)), 2, fill=0)
 * for top in range(5):
 *     for left in range(5):
 *         cropped.update(F.crop(padded, top, left, 28, 28).tobytes())
 * print(cropped.hexdigest())
 * </pre>
 *
 * <p>and, for what torchvision's {@code F.affine}, {@code F.adjust_brightness} and {@code F.hflip} have Pillow do:
 *
 * <pre>
 * from math import cos, radians, sin
 * from PIL import ImageEnhance, ImageOps
 *
 * x, y = np.meshgrid(np.arange(32), np.arange(20))
 * image = Image.fromarray(((37 * x + 91 * y + 5 * x * y) % 256).astype(np.uint8), mode="L")
 *
 * def affine(degrees, scale):
 *     c, s = cos(radians(degrees)) / scale, sin(radians(degrees)) / scale
 *     matrix = [c, -s, 16 - c * 16 + s * 10, s, c, 10 - s * 16 - c * 10]
 *     return image.transform(image.size, Image.AFFINE, matrix, Image.NEAREST, fillcolor=0).tobytes()
 *
 * scaled = hashlib.sha256()
 * for i in range(1, 1000):
 *     scaled.update(affine(i / 50, 0.5 + i / 1000))
 * print(scaled.hexdigest())
 *
 * brighter = hashlib.sha256()
 * for i in range(0, 2001):
 *     brighter.update(ImageEnhance.Brightness(image).enhance(i / 1000).tobytes())
 * print(brighter.hexdigest())
 * print(hashlib.sha256(ImageOps.mirror(image).tobytes()).hexdigest())
 * </pre>
 */
class AugmenterTest {
    private final Augmenter augmenter = new Augmenter(Augmentation.DIGITS, ImageShape.MNIST);
    private final byte[] picture = picture();

    @Test
    void the_first_row_of_a_turned_picture_is_pillows() {
        byte[] target = turned(5, 0, 0);

        assertThat(Arrays.copyOf(target, 28))
                .containsExactly(
                        0, 0, 0, 0, 0, 0, 0, 0, 77, 114, 151, 188, 225, 6, 43, 80, 117, 154, 191, 163, 205, 247, 33, 75,
                        117, 159, 201, 0);
    }

    @Test
    void ten_thousand_angles_turn_a_picture_as_pillow_does() {
        MessageDigest digest = sha256();
        for (int thousandths = -5000; thousandths <= 5000; thousandths++) {
            digest.update(turned(thousandths / 1000.0, 0, 0));
        }

        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("8bcf0057aa08b1e2c8380e3bdeea2aad6abd1e036f115d8002669656519c0bfc");
    }

    @Test
    void every_crop_of_the_padded_picture_is_torchvisions() {
        MessageDigest digest = sha256();
        for (int top = 0; top <= 4; top++) {
            for (int left = 0; left <= 4; left++) {
                digest.update(turned(3.3, top - 2, left - 2));
            }
        }

        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("8998354f0381454509fc89334c95d3a22ffd7c7cf8cbd69ebacc2c5f861c7e69");
    }

    @Test
    void all_angles_and_shifts_come_up() {
        byte[] dot = new byte[ImageShape.MNIST.size()];
        dot[14 * 28 + 14] = 1;
        SplittableRandom random = new SplittableRandom(1);
        int[] seen = new int[ImageShape.MNIST.size()];
        for (int i = 0; i < 25_000; i++) {
            byte[] target = new byte[ImageShape.MNIST.size()];
            augmenter.apply(dot, 0, random::nextDouble, target, 0);
            for (int pixel = 0; pixel < seen.length; pixel++) {
                seen[pixel] += target[pixel];
            }
        }

        // A turn of 5 degrees leaves a dot beside the centre where it is, so only the 25 shifts show.
        for (int pixel = 0; pixel < seen.length; pixel++) {
            boolean near = Math.abs(pixel / 28 - 14) <= 2 && Math.abs(pixel % 28 - 14) <= 2;
            assertThat(seen[pixel]).isBetween(near ? 850 : 0, near ? 1150 : 0);
        }
    }

    @Property
    void only_the_target_picture_is_written(@ForAll long seed) {
        byte[] source = new byte[3 * ImageShape.MNIST.size()];
        Arrays.fill(source, (byte) 9);
        Arrays.fill(source, ImageShape.MNIST.size(), 2 * ImageShape.MNIST.size(), (byte) 1);
        byte[] target = new byte[3 * ImageShape.MNIST.size()];
        Arrays.fill(target, (byte) 7);

        augmenter.apply(
                source,
                ImageShape.MNIST.size(),
                new SplittableRandom(seed)::nextDouble,
                target,
                ImageShape.MNIST.size());

        assertThat(Arrays.copyOf(target, ImageShape.MNIST.size())).containsOnly(7);
        assertThat(Arrays.copyOfRange(target, ImageShape.MNIST.size(), 2 * ImageShape.MNIST.size()))
                .contains(1)
                .doesNotContain(7, 9);
        assertThat(Arrays.copyOfRange(target, 2 * ImageShape.MNIST.size(), target.length))
                .containsOnly(7);
    }

    private byte[] turned(double degrees, int down, int right) {
        byte[] target = new byte[ImageShape.MNIST.size()];
        augmenter.move(picture, 0, degrees, 1, down, right, target, 0);
        return target;
    }

    private static byte[] picture() {
        byte[] picture = new byte[ImageShape.MNIST.size()];
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                picture[y * 28 + x] = (byte) (37 * x + 91 * y + 5 * x * y);
            }
        }
        return picture;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** 40 pixels left of the centre, 2 degrees are 1.4 pixels. */
    @Test
    void an_oblong_picture_turns_about_its_own_centre() {
        ImageShape oblong = new ImageShape(1, 3, 101);
        byte[] line = new byte[oblong.size()];
        Arrays.fill(line, 101, 202, (byte) 9);
        byte[] target = new byte[oblong.size()];

        new Augmenter(Augmentation.DIGITS, oblong).move(line, 0, 2, 1, 0, 0, target, 0);

        assertThat(target[101 + 50]).as("the centre stays").isEqualTo((byte) 9);
        assertThat(target[202 + 10]).as("counter-clockwise, the left end sinks").isEqualTo((byte) 9);
        assertThat(target[90]).as("and the right end rises").isEqualTo((byte) 9);
    }

    @Test
    void the_channels_of_a_picture_stay_together() {
        ImageShape colour = new ImageShape(3, 28, 28);
        byte[] pixels = new byte[colour.size()];
        new Random(1).nextBytes(pixels);
        byte[] target = new byte[colour.size()];

        new Augmenter(Augmentation.DIGITS, colour).apply(pixels, 0, new SplittableRandom(5)::nextDouble, target, 0);

        for (int plane = 0; plane < colour.size(); plane += colour.plane()) {
            byte[] grey = new byte[colour.plane()];
            augmenter.apply(pixels, plane, new SplittableRandom(5)::nextDouble, grey, 0);
            assertThat(Arrays.copyOfRange(target, plane, plane + colour.plane()))
                    .isEqualTo(grey);
        }
    }

    @Test
    void a_thousand_scales_and_angles_are_pillows() {
        MessageDigest digest = sha256();
        for (int i = 1; i < 1000; i++) {
            byte[] target = new byte[OBLONG.size()];
            of("scale 0.5").move(oblong(), 0, i / 50.0, 0.5 + i / 1000.0, 0, 0, target, 0);
            digest.update(target);
        }

        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("4ceba6586934700b4d5a17f8010806268ebb65a9119c30042c5b6ef456cdcb4b");
    }

    @Test
    void two_thousand_brightnesses_are_pillows() {
        MessageDigest digest = sha256();
        for (int i = 0; i <= 2000; i++) {
            byte[] picture = oblong();
            of("brightness 1").brighten(picture, 0, (float) (i / 1000.0));
            digest.update(picture);
        }

        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("071024a3e66c6ba0eb29b482f3b8823cecb9d846f6ff0f438cc01e569a8493c4");
    }

    @Test
    void a_flipped_picture_is_pillows() {
        byte[] picture = oblong();

        of("flip").flip(picture, 0);

        assertThat(HexFormat.of().formatHex(sha256().digest(picture)))
                .isEqualTo("d3e33701d6074bb70fe50218583d46e9aad0fb7004033b92f7122b1ec704c311");
    }

    /** A run of an earlier version goes on with the same pictures: what it drew of 10,000 with seed 1234. */
    @Test
    void digits_are_turned_and_shifted_to_the_last_bit_as_ever() {
        MessageDigest digest = sha256();
        SplittableRandom random = new SplittableRandom(1234);
        for (int i = 0; i < 10_000; i++) {
            byte[] target = new byte[ImageShape.MNIST.size()];
            augmenter.apply(picture, 0, random::nextDouble, target, 0);
            digest.update(target);
        }

        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("a8091beb0afdf610a8b0e6b50434055cbc7f7c546ecfbc1fa1b4b2163195b7ae");
    }

    @Test
    void every_second_picture_is_flipped() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] picture = oblong();
        int flipped = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] target = new byte[OBLONG.size()];
            of("flip").apply(picture, 0, random::nextDouble, target, 0);
            flipped += Arrays.equals(target, picture) ? 0 : 1;
        }

        assertThat(flipped).isBetween(4_800, 5_200);
    }

    /** RandomErasing draws an area uniform in 2 to 33 %: 17.5 % in the mean, less what is cut at the edges. */
    @Test
    void a_quarter_of_the_pictures_has_a_rectangle_erased_in_all_channels() {
        ImageShape shape = new ImageShape(3, 32, 32);
        byte[] white = new byte[shape.size()];
        Arrays.fill(white, (byte) 255);
        SplittableRandom random = new SplittableRandom(1);
        int erased = 0;
        long area = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] target = new byte[shape.size()];
            new Augmenter(Augmentation.of("erase 0.25"), shape).apply(white, 0, random::nextDouble, target, 0);
            int black = 0;
            for (int pixel = 0; pixel < shape.plane(); pixel++) {
                black += target[pixel] == 0 ? 1 : 0;
                assertThat(target[pixel])
                        .isEqualTo(target[pixel + shape.plane()])
                        .isEqualTo(target[pixel + 2 * shape.plane()]);
            }
            erased += black > 0 ? 1 : 0;
            area += black;
        }

        assertThat(erased).isBetween(2_350, 2_650);
        assertThat(area / (double) erased / shape.plane()).isBetween(0.165, 0.18);
    }

    /** Otherwise a run that goes on within an epoch would see other images than one that was not stopped. */
    @Property
    void a_picture_takes_as_many_draws_whatever_comes_of_them(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 63) int some,
            @ForAll @IntRange(min = 1, max = 9) int side) {
        String text = IntStream.range(0, 6)
                .filter(i -> (some >> i & 1) == 1)
                .mapToObj(i -> List.of("rotate 90", "shift 0.04", "scale 0.9", "flip", "brightness 1", "erase 0.5")
                        .get(i))
                .collect(Collectors.joining(", "));
        ImageShape shape = new ImageShape(3, side, 2 * side);
        Augmenter each = new Augmenter(Augmentation.of(text.isEmpty() ? "none" : text), shape);
        SplittableRandom random = new SplittableRandom(seed);
        AtomicInteger drawn = new AtomicInteger();
        DoubleSupplier counting = () -> {
            drawn.incrementAndGet();
            return random.nextDouble();
        };

        each.apply(new byte[shape.size()], 0, counting, new byte[shape.size()], 0);

        assertThat(drawn).hasValue(each.draws());
    }

    private static final ImageShape OBLONG = new ImageShape(1, 20, 32);

    private static Augmenter of(String text) {
        return new Augmenter(Augmentation.of(text), OBLONG);
    }

    private static byte[] oblong() {
        byte[] picture = new byte[OBLONG.size()];
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 32; x++) {
                picture[y * 32 + x] = (byte) (37 * x + 91 * y + 5 * x * y);
            }
        }
        return picture;
    }
}
