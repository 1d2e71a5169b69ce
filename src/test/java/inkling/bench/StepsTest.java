package inkling.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.LoadProgress;
import inkling.dataset.digits.BuiltinDigits;
import inkling.network.Products.Product;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {
    @Test
    void the_phases_of_a_step_add_up_and_its_products_are_those_of_the_dense_layers() {
        Steps.Table table = new Steps(BuiltinDigits.dataset(LoadProgress.NONE), "cpu").measure();

        for (var row : List.of(table.plain(), table.augmented())) {
            double together = row.get("together");
            double sum = row.values().stream().mapToDouble(Double::doubleValue).sum() - together;
            assertThat(sum).isCloseTo(together, within(1e-9));
            assertThat(row).hasSize(9).allSatisfy((phase, millis) -> {
                if (!phase.equals("augment")) {
                    assertThat(millis).as(phase).isPositive();
                }
            });
        }
        assertThat(table.plain()).containsEntry("augment", 0.0);
        assertThat(table.products())
                .extracting(Product::name)
                .containsExactly(
                        "input_fc.weight forward",
                        "input_fc.weight gradient",
                        "hidden_fc.weight forward",
                        "hidden_fc.weight gradient",
                        "hidden_fc.weight input's gradient",
                        "output_fc.weight forward",
                        "output_fc.weight gradient",
                        "output_fc.weight input's gradient");
        // Of 32 images each way: 2 x 32 x 222,000 multiply-adds forward and for the weights, less the first layer's
        // input.
        assertThat(table.products().stream().mapToLong(Product::flops).sum())
                .isEqualTo(2 * 32 * (3 * 222_000L - 784 * 250));
        assertThat(String.join("\n", table.lines())).contains("together", "PyTorch's products alone", "of that limit");
    }
}
