package inkling.compare.views.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How p-values are written. */
class VerdictTest {
    @Test
    void a_p_value_is_written_short_and_never_as_nothing() {
        assertThat(Verdict.p(0.31464)).isEqualTo("0.3146");
        assertThat(Verdict.p(5.49e-6)).isEqualTo("5.5e-6");
        assertThat(Verdict.p(4.7e-260)).isEqualTo("4.7e-260");
        assertThat(Verdict.p(0)).isEqualTo("< 1e-300");
    }
}
