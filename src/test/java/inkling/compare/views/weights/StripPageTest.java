package inkling.compare.views.weights;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.http.Address;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many units stand on a page. */
class StripPageTest {
    private static final Address AT = new Address("/compare/weights").with("runs", "1,2");

    private static List<List<Strips.Cell>> strips(int count) {
        return IntStream.range(0, count)
                .mapToObj(unit -> List.of(new Strips.Cell(0, unit, "", "", "", "")))
                .toList();
    }

    @Test
    void all_units_of_two_usual_networks_stand_on_one_page() {
        StripPage shown = StripPage.all(strips(250), 2, 1, AT);

        assertThat(shown.strips()).hasSize(250);
        assertThat(shown.words()).isEqualTo("250 of 250 units.");
    }

    @Test
    void the_units_of_ten_wide_runs_are_paged_and_none_is_left_out() {
        List<StripPage> pages = IntStream.rangeClosed(1, 21)
                .mapToObj(page -> StripPage.all(strips(1024), 10, page, AT))
                .toList();

        assertThat(pages).allSatisfy(page -> assertThat(page.strips()).hasSizeLessThanOrEqualTo(50));
        assertThat(pages.stream().flatMap(page -> page.strips().stream())).containsExactlyElementsOf(strips(1024));
        assertThat(pages.get(1).words()).isEqualTo("Units 51 to 100 of 1,024.");
        assertThat(pages.get(1).turn() + 3).isEqualTo("/compare/weights?runs=1,2&page=3");
        assertThat(StripPage.all(strips(1024), 10, 999, AT)).isEqualTo(pages.get(20));
    }
}
