package inkling.analysis.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
    @Test
    void another_reader_sees_every_pixel_as_it_was_given() throws IOException {
        int[] colours = {0x000000, 0xff0000, 0x00ff00, 0x0000ff, 0x123456, 0xffffff};

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.of(3, 2, pixel -> colours[pixel])));

        assertThat(read.getWidth()).isEqualTo(3);
        assertThat(read.getHeight()).isEqualTo(2);
        for (int pixel = 0; pixel < colours.length; pixel++) {
            assertThat(read.getRGB(pixel % 3, pixel / 3) & 0xffffff).isEqualTo(colours[pixel]);
        }
    }

    @Test
    void a_picture_of_a_palette_shows_each_byte_in_its_colour() throws IOException {
        byte[] pixels = {0, 1, 127, (byte) 128, (byte) 200, (byte) 255};

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.of(2, 3, pixels, ColourMap.SIGNED)));

        assertThat(read.getWidth()).isEqualTo(2);
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            assertThat(read.getRGB(pixel % 2, pixel / 2) & 0xffffff).isEqualTo(ColourMap.SIGNED.rgb(pixels[pixel]));
        }
    }
}
