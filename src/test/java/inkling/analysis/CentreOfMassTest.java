package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CentreOfMassTest {
    @Test
    void a_blank_canvas_stays_blank() {
        assertThat(CentreOfMass.centred(new byte[100 * 60], 100, 60))
                .containsOnly(0)
                .hasSize(784);
    }

    /** By hand: a square of 40 shrinks by half to 20; its middle goes to 14.5, so it covers 4.5 to 24.5. */
    @Test
    void a_square_fills_twenty_pixels_round_the_middle_with_soft_edges() {
        byte[] drawing = rectangle(100, 100, 7, 50, 40, 40);

        byte[] picture = CentreOfMass.centred(drawing, 100, 100);

        assertThat(at(picture, 14, 14)).isEqualTo(255);
        assertThat(at(picture, 14, 3)).isZero();
        assertThat(at(picture, 14, 4)).isEqualTo(128);
        assertThat(at(picture, 14, 5)).isEqualTo(255);
        assertThat(at(picture, 14, 23)).isEqualTo(255);
        assertThat(at(picture, 14, 24)).isEqualTo(128);
        assertThat(at(picture, 14, 25)).isZero();
        assertThat(at(picture, 4, 4)).isEqualTo(64);
    }

    @Test
    void proportions_are_kept() {
        byte[] picture = CentreOfMass.centred(rectangle(60, 60, 20, 10, 10, 40), 60, 60);

        assertThat(inkedColumns(picture)).isBetween(5, 6);
        assertThat(inkedRows(picture)).isBetween(20, 21);
    }

    @Test
    void ink_is_kept_on_the_canvas_where_its_centre_lies_far_off_the_middle_of_its_box() {
        byte[] lollipop = rectangle(100, 100, 0, 40, 100, 1);
        for (int i = 0; i < 20 * 20; i++) {
            lollipop[(31 + i / 20) * 100 + i % 20] = (byte) 255;
        }

        byte[] picture = CentreOfMass.centred(lollipop, 100, 100);

        assertThat(ink(picture)).isCloseTo(ink(lollipop) / 25, within(60.0));
    }

    @Property(tries = 60)
    void wherever_it_is_drawn_the_centre_of_mass_is_where_mnist_has_it(
            @ForAll @IntRange(max = 150) int left,
            @ForAll @IntRange(max = 150) int top,
            @ForAll @IntRange(min = 8, max = 50) int width,
            @ForAll @IntRange(min = 8, max = 50) int height) {
        byte[] drawing = rectangle(200, 200, left, top, width, height);

        byte[] picture = CentreOfMass.centred(drawing, 200, 200);

        double sum = 0;
        double across = 0;
        double down = 0;
        for (int i = 0; i < 784; i++) {
            sum += picture[i] & 0xff;
            across += (picture[i] & 0xff) * (i % 28);
            down += (picture[i] & 0xff) * (i / 28);
        }
        assertThat(across / sum).isCloseTo(14, within(0.05));
        assertThat(down / sum).isCloseTo(14, within(0.05));
    }

    @Test
    void a_canvas_of_another_size_than_it_says_is_refused() {
        assertThatThrownBy(() -> CentreOfMass.centred(new byte[9], 2, 5)).hasMessage("2 x 5 pixels expected, were 9");
    }

    private static byte[] rectangle(int width, int height, int left, int top, int across, int down) {
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < across * down; i++) {
            pixels[(top + i / across) * width + left + i % across] = (byte) 255;
        }
        return pixels;
    }

    private static int at(byte[] picture, int row, int column) {
        return picture[row * 28 + column] & 0xff;
    }

    private static double ink(byte[] pixels) {
        double sum = 0;
        for (byte pixel : pixels) {
            sum += pixel & 0xff;
        }
        return sum;
    }

    private static int inkedColumns(byte[] picture) {
        int count = 0;
        for (int column = 0; column < 28; column++) {
            count += at(picture, 14, column) > 0 ? 1 : 0;
        }
        return count;
    }

    private static int inkedRows(byte[] picture) {
        int count = 0;
        for (int row = 0; row < 28; row++) {
            count += at(picture, row, 14) > 0 ? 1 : 0;
        }
        return count;
    }
}
