package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcitationTest {
    @Test
    void the_units_a_picture_excites_most_come_strongest_first_and_silent_ones_not_at_all() {
        assertThat(Excitation.ofUnits(new double[] {0, 2, 5, 0, 2, 1}, 3))
                .containsExactly(new Excitation(2, 5), new Excitation(1, 2), new Excitation(4, 2));
        assertThat(Excitation.ofUnits(new double[3], 3)).isEmpty();
    }
}
