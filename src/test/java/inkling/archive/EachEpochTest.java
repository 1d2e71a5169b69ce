package inkling.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.errors.UserError.Busy;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.NotFound;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EachEpochTest {
    @Test
    void an_epoch_of_which_nothing_can_be_had_is_told_of_beside_what_is_found_of_the_others() {
        EachEpoch<Integer> each = EachEpoch.of(List.of(1, 2, 3, 4), EachEpochTest::look);

        assertThat(each.found()).isEqualTo(Map.of(1, 10, 3, 30));
        assertThat(each.missing()).isEqualTo(Map.of(2, "It is gone.", 4, "It has diverged."));
        assertThat(EachEpoch.leftOut(each.missingEpochs()))
                .isEqualTo("Epochs 2, 4 are left out: their checkpoints are gone or cannot be used.");
        assertThat(EachEpoch.leftOut(List.of())).isEmpty();
    }

    private static int look(int epoch) {
        return switch (epoch) {
            case 2 -> throw new NotFound("It is gone.");
            case 4 -> throw new Conflict("It has diverged.");
            default -> 10 * epoch;
        };
    }

    @Test
    void what_is_no_fault_of_the_checkpoint_goes_up() {
        assertThatThrownBy(() -> EachEpoch.of(List.of(1), epoch -> {
                    throw new Busy("Not now.");
                }))
                .isInstanceOf(Busy.class);
    }
}
