package inkling.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.errors.UserError.NotFound;
import org.junit.jupiter.api.Test;

class ImageNameTest {
    @Test
    void a_name_is_read_as_it_is_written() {
        for (String text : new String[] {"test:12", "train:0", "validation:5999"}) {
            assertThat(ImageName.parse(text).orElseThrow()).hasToString(text);
        }
    }

    @Test
    void a_number_alone_names_a_test_image() {
        assertThat(ImageName.parse("247")).contains(new ImageName(ImageSplit.TEST, 247));
    }

    @Test
    void what_names_no_image_is_none() {
        for (String text :
                new String[] {"", "test:", "test:-1", "training:3", "test:1,2", "test:9999999999", "seven.png"}) {
            assertThat(ImageName.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void an_image_that_a_split_has_not_is_refused_with_the_numbers_that_there_are() {
        assertThatThrownBy(() -> ImageName.of(ImageSplit.TRAIN, "54000", 54_000))
                .isInstanceOf(NotFound.class)
                .hasMessage("There is no training image 54000; they are counted from 0 to 53999.");
    }
}
