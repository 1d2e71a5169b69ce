package inkling.imagine.pages;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.Chromium;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfidenceTest {
    @Test
    void a_probability_has_as_many_nines_as_are_known() {
        assertThat(Confidence.of(0)).isEqualTo("50.00\u2009%");
        assertThat(Confidence.of(-30)).isEqualTo("0.00\u2009%");
        // p = 0.9998159
        assertThat(Confidence.of(8.6)).isEqualTo("99.981\u2009%");
        // p = 0.9999996941
        assertThat(Confidence.of(15)).isEqualTo("99.999969\u2009%");
    }

    @Test
    void the_browser_writes_it_as_the_server_does() throws IOException {
        List<Double> all = List.of(-800.0, -30.0, -2.2, 0.0, 0.4, 3.89, 4.6, 8.52, 8.6, 15.0, 23.1, 40.0, 800.0);
        try (Chromium chromium = Chromium.start()) {
            assertThat(chromium.results(
                            "imagine/log-odds.js",
                            "sureness",
                            all.stream().map(List::<Object>of).toList()))
                    .isEqualTo(all.stream().map(Confidence::of).toList());
            assertThat(chromium.results(
                            "imagine/log-odds.js",
                            "sureness",
                            all.stream()
                                    .map(odds -> List.<Object>of(odds, Confidence.FEW))
                                    .toList()))
                    .isEqualTo(all.stream()
                            .map(odds -> Confidence.of(odds, Confidence.FEW))
                            .toList());
        }
    }

    @Test
    void it_is_never_rounded_up_to_certainty() {
        assertThat(Confidence.of(15, 4)).isEqualTo("99.9999\u2009%");
        assertThat(Confidence.of(40)).isEqualTo("99.9999999999\u2009%");
        assertThat(Confidence.of(800)).isEqualTo("99.9999999999\u2009%");
    }
}
