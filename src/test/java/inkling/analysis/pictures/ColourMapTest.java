package inkling.analysis.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColourMapTest {
    /** {@code matplotlib.cm.get_cmap('bone')(i, bytes=True)[:3]} of matplotlib 3.6.3. */
    @Test
    void bone_is_matplotlibs() {
        assertThat(ColourMap.BONE.rgb(0)).isEqualTo(rgb(0, 0, 0));
        assertThat(ColourMap.BONE.rgb(1)).isEqualTo(rgb(0, 0, 1));
        assertThat(ColourMap.BONE.rgb(50)).isEqualTo(rgb(43, 43, 60));
        assertThat(ColourMap.BONE.rgb(93)).isEqualTo(rgb(81, 81, 113));
        assertThat(ColourMap.BONE.rgb(94)).isEqualTo(rgb(82, 82, 114));
        assertThat(ColourMap.BONE.rgb(128)).isEqualTo(rgb(112, 123, 143));
        assertThat(ColourMap.BONE.rgb(190)).isEqualTo(rgb(166, 198, 198));
        assertThat(ColourMap.BONE.rgb(191)).isEqualTo(rgb(167, 199, 198));
        assertThat(ColourMap.BONE.rgb(200)).isEqualTo(rgb(179, 206, 206));
        assertThat(ColourMap.BONE.rgb(255)).isEqualTo(rgb(255, 255, 255));
    }

    @Test
    void signed_is_blue_below_the_middle_and_red_above_it() {
        assertThat(ColourMap.SIGNED.rgb(0)).isEqualTo(rgb(33, 102, 172));
        assertThat(ColourMap.SIGNED.rgb(128)).isEqualTo(rgb(247, 247, 247));
        assertThat(ColourMap.SIGNED.rgb(255)).isEqualTo(rgb(178, 24, 43));
    }

    @Test
    void a_pictures_byte_can_be_given_as_it_is() {
        assertThat(ColourMap.BONE.rgb((byte) 200)).isEqualTo(ColourMap.BONE.rgb(200));
    }

    private static int rgb(int red, int green, int blue) {
        return red << 16 | green << 8 | blue;
    }
}
