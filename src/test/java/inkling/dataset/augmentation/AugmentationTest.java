package inkling.dataset.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.dataset.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            none                                                     | none
            Usual                                                    | usual
            off                                                      | none
            False                                                    | none
            digits                                                   | rotate 5, shift 2
            true                                                     | rotate 5, shift 2
            on                                                       | rotate 5, shift 2
            photos                                                   | shift 0.125, flip
            erase .25,FLIP , brightness 2e-1,scale 0.10, rotate 10.0 | rotate 10, scale 0.1, flip, brightness 0.2, erase 0.25
            """)
    void every_spelling_is_read_and_written_in_one(String typed, String text) {
        assertThat(Augmentation.of(typed).text()).isEqualTo(text);
        assertThat(Augmentation.of(text)).isEqualTo(Augmentation.of(typed));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            twirl 3          | augmentation must be usual, none, digits, photos, or some of rotate, shift, scale, flip, brightness, erase, such as rotate 5, shift 2, was twirl 3
            ''               | augmentation must be usual, none, digits, photos, or some of rotate, shift, scale, flip, brightness, erase, such as rotate 5, shift 2, was empty
            flip, none       | augmentation must be usual, none, digits, photos, or some of rotate, shift, scale, flip, brightness, erase, such as rotate 5, shift 2, was flip, none
            rotate           | rotate must be above 0 and at most 180 degrees, such as rotate 5, was empty
            flip, rotate 181 | rotate must be above 0 and at most 180 degrees, such as rotate 5, was 181
            shift 2.5        | shift must be a whole number of pixels up to 64, or a part of the side up to 0.5, such as shift 2, was 2.5
            shift 0.6        | shift must be a whole number of pixels up to 64, or a part of the side up to 0.5, such as shift 2, was 0.6
            scale -0.1       | scale must be above 0 and at most 0.9, such as scale 0.1, was -0.1
            flip 0.5         | flip takes no number, was flip 0.5
            erase 2          | erase must be a probability above 0 and at most 1, such as erase 0.25, was 2
            brightness x     | brightness must be above 0 and at most 1, such as brightness 0.2, was x
            flip, flip       | flip stands there more than once, was flip, flip
            """)
    void what_is_wrong_is_said_of_its_kind(String typed, String sentence) {
        assertThatThrownBy(() -> Augmentation.of(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void grey_images_are_usually_treated_as_digits_and_coloured_ones_as_photos() {
        assertThat(Augmentation.USUAL.on(ImageShape.MNIST)).isEqualTo(Augmentation.DIGITS);
        assertThat(Augmentation.USUAL.on(new ImageShape(3, 32, 32))).isEqualTo(Augmentation.PHOTOS);
        assertThat(Augmentation.USUAL.on(new ImageShape(1, 16, 16))).isEqualTo(Augmentation.DIGITS);
        assertThat(Augmentation.USUAL.on(new ImageShape(1, 8, 8))).isEqualTo(Augmentation.NONE);
        assertThat(Augmentation.USUAL.on(new ImageShape(1, 40, 15))).isEqualTo(Augmentation.NONE);
        assertThat(Augmentation.DIGITS.on(new ImageShape(1, 8, 8))).isEqualTo(Augmentation.DIGITS);
        assertThat(Augmentation.NONE.on(new ImageShape(3, 32, 32))).isEqualTo(Augmentation.NONE);
    }
}
