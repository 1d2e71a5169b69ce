package inkling.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
 */
class AugmentationTest {
    private final Augmentation augmentation = new Augmentation(ImageShape.MNIST);
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
            augmentation.apply(dot, 0, random, target, 0);
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

        augmentation.apply(
                source, ImageShape.MNIST.size(), new SplittableRandom(seed), target, ImageShape.MNIST.size());

        assertThat(Arrays.copyOf(target, ImageShape.MNIST.size())).containsOnly(7);
        assertThat(Arrays.copyOfRange(target, ImageShape.MNIST.size(), 2 * ImageShape.MNIST.size()))
                .contains(1)
                .doesNotContain(7, 9);
        assertThat(Arrays.copyOfRange(target, 2 * ImageShape.MNIST.size(), target.length))
                .containsOnly(7);
    }

    private byte[] turned(double degrees, int down, int right) {
        byte[] target = new byte[ImageShape.MNIST.size()];
        augmentation.apply(picture, 0, degrees, down, right, target, 0);
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

        new Augmentation(oblong).apply(line, 0, 2, 0, 0, target, 0);

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

        new Augmentation(colour).apply(pixels, 0, new SplittableRandom(5), target, 0);

        for (int plane = 0; plane < colour.size(); plane += colour.plane()) {
            byte[] grey = new byte[colour.plane()];
            augmentation.apply(pixels, plane, new SplittableRandom(5), grey, 0);
            assertThat(Arrays.copyOfRange(target, plane, plane + colour.plane()))
                    .isEqualTo(grey);
        }
    }
}
