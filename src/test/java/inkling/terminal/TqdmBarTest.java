package inkling.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Lines against those of tqdm 4.64, from
 *
 * <pre>{@code
 * from tqdm import tqdm
 * tqdm.format_meter(613, 844, 1.2, ncols=79, prefix='Epoch 2/5', unit=' steps', rate=512.3, postfix='loss=0.214')
 * tqdm.format_meter(0, 10, 0, ncols=49, prefix='E', unit=' steps')
 * tqdm.format_meter(10, 10, 3725, ncols=59, prefix='E', unit=' steps', rate=1)
 * }</pre>
 */
class TqdmBarTest {
    @Test
    void a_bar_is_written_as_tqdm_writes_one() {
        assertThat(TqdmBar.line("Epoch 2/5", 613, 844, "steps", Duration.ofMillis(1_200), 512.3, "loss=0.214", 80))
                .isEqualTo("Epoch 2/5:  73%|████████▋   | 613/844 [00:01<00:00, 512.30 steps/s, loss=0.214]");
        assertThat(TqdmBar.line("E", 0, 10, "steps", Duration.ZERO, 0, "", 50))
                .isEqualTo("E:   0%|              | 0/10 [00:00<?, ? steps/s]");
        assertThat(TqdmBar.line("E", 10, 10, "steps", Duration.ofSeconds(3_725), 1, "", 60))
                .isEqualTo("E: 100%|█████████████| 10/10 [1:02:05<00:00,  1.00 steps/s]");
    }

    @Property
    void a_line_never_reaches_the_terminals_edge(
            @ForAll @IntRange(max = 844) int done, @ForAll @IntRange(min = 2, max = 300) int columns) {
        String line = TqdmBar.line("Epoch 2/5", done, 844, "steps", Duration.ofSeconds(1), 500, "loss=0.2", columns);

        assertThat(line.length()).isLessThan(columns);
    }
}
