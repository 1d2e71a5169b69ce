package inkling.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InkTest {
    private static final int SIDE = 100;

    @Test
    void ink_that_is_light_on_black_stays_as_it_is() {
        Drawing drawing = Ink.of(picture(BufferedImage.TYPE_INT_RGB, Color.BLACK, Color.WHITE), 0)
                .orElseThrow();

        assertThat(inverted(drawing)).isFalse();
        assertThat(at(drawing, 50, 50)).isEqualTo(255);
        assertThat(at(drawing, 10, 10)).isZero();
    }

    @Test
    void every_kind_of_dark_ink_on_light_paper_gives_the_same_drawing() {
        byte[] expected = Ink.of(picture(BufferedImage.TYPE_INT_RGB, Color.BLACK, Color.WHITE), 0)
                .orElseThrow()
                .pixels();

        for (int type : new int[] {
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_BYTE_INDEXED
        }) {
            Drawing drawing = Ink.of(picture(type, Color.WHITE, Color.BLACK), 0).orElseThrow();
            assertThat(inverted(drawing)).as("type %d", type).isTrue();
            assertThat(drawing.pixels()).as("type %d", type).isEqualTo(expected);
        }
    }

    @Test
    void what_is_transparent_is_paper_whether_the_ink_is_dark_or_light() {
        Color nothing = new Color(0, 0, 0, 0);

        for (Color ink : new Color[] {Color.BLACK, Color.WHITE}) {
            Drawing drawing = Ink.of(picture(BufferedImage.TYPE_INT_ARGB, nothing, ink), 0)
                    .orElseThrow();
            assertThat(inverted(drawing)).isEqualTo(ink.equals(Color.BLACK));
            assertThat(at(drawing, 50, 50)).isEqualTo(255);
            assertThat(at(drawing, 10, 10)).isZero();
        }
    }

    @Test
    void the_grain_of_a_photographed_page_is_no_ink() {
        BufferedImage photo = picture(BufferedImage.TYPE_INT_RGB, new Color(190, 185, 170), new Color(40, 45, 70));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int grain = random.nextInt(-12, 13);
            Color colour = new Color(photo.getRGB(i % SIDE, i / SIDE));
            photo.setRGB(
                    i % SIDE,
                    i / SIDE,
                    new Color(colour.getRed() + grain, colour.getGreen() + grain, colour.getBlue() + grain).getRGB());
        }

        Drawing drawing = Ink.of(photo, 0).orElseThrow();

        assertThat(inverted(drawing)).isTrue();
        assertThat(at(drawing, 50, 50)).isGreaterThan(180);
        for (int x = 0; x < 30; x++) {
            assertThat(at(drawing, x, 50)).isZero();
        }
    }

    @Test
    void a_page_of_one_shade_holds_nothing() {
        for (Color shade : new Color[] {Color.BLACK, Color.WHITE, Color.GRAY, new Color(0, 0, 0, 0)}) {
            assertThat(Ink.of(picture(BufferedImage.TYPE_INT_ARGB, shade, shade), 0))
                    .isEmpty();
        }
    }

    @Test
    void dim_ink_and_paper_are_told_apart_by_which_of_them_lies_along_the_edge() {
        Drawing drawing = Ink.of(picture(BufferedImage.TYPE_INT_RGB, new Color(90, 90, 90), new Color(30, 30, 30)), 0)
                .orElseThrow();

        assertThat(inverted(drawing)).isTrue();
        assertThat(at(drawing, 50, 50)).isEqualTo(255);
        assertThat(at(drawing, 10, 10)).isZero();
    }

    /** A thick upright line. */
    private static BufferedImage picture(int type, Color paper, Color ink) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, type);
        Graphics2D graphics = picture.createGraphics();
        graphics.setBackground(paper);
        graphics.clearRect(0, 0, SIDE, SIDE);
        graphics.setColor(ink);
        graphics.setStroke(new BasicStroke(10));
        graphics.drawLine(50, 20, 50, 80);
        graphics.dispose();
        return picture;
    }

    private static boolean inverted(Drawing drawing) {
        return drawing.treatments().contains(Drawing.Treatment.INVERTED);
    }

    private static int at(Drawing drawing, int x, int y) {
        return Byte.toUnsignedInt(drawing.pixels()[y * drawing.width() + x]);
    }
}
