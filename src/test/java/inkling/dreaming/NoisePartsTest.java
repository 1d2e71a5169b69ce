package inkling.dreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.dataset.ImageShape;
import inkling.dreaming.NoiseSearch.Findings;
import inkling.dreaming.NoiseSearch.Improvement;
import inkling.dreaming.NoiseSearch.Query;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NoisePartsTest {
    private static final Blueprint BLUEPRINT =
            Architecture.parse("dense 3, tanh").on(new ImageShape(1, 6, 5), 3);
    private static final Query QUERY = new Query(1, 4_000, 0.2, 1.5, 11);

    /** Sure of itself, but not so sure that two images are alike. */
    private static final NoiseSearch CLEAR = search(1);

    /** Its units are so far out that many images have the same logits in single precision, and others in double. */
    private static final NoiseSearch SATURATED = search(14);

    private static final NoiseSearch DEAD = search(0);

    @Property(tries = 15)
    void however_a_search_is_cut_and_whichever_part_ends_first_it_finds_what_the_whole_does(
            @ForAll @Size(max = 9) Set<@LongRange(min = 1, max = 3_999) Long> cuts, @ForAll Random random) {
        long[] bounds = LongStream.concat(
                        LongStream.of(0, QUERY.images()), cuts.stream().mapToLong(cut -> cut))
                .sorted()
                .toArray();
        for (NoiseSearch search : List.of(CLEAR, SATURATED, DEAD)) {
            assertSame(inParts(search, bounds, random), search.run(QUERY, soFar -> {}));
        }
    }

    private static NoiseSearch search(float loudness) {
        List<Tensor> tensors = NoiseSearchTest.scaled(BLUEPRINT.initial(3), loudness);
        return new NoiseSearch(BLUEPRINT, tensors, "cpu", 13);
    }

    /** What is found in each part is told twice, and one is begun anew in between. */
    private static Findings inParts(NoiseSearch search, long[] bounds, Random random) {
        NoiseParts parts = new NoiseParts(search, QUERY, bounds);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, bounds.length - 1).boxed().toList());
        Collections.shuffle(order, random);
        for (int part : order) {
            Findings found = search.run(
                    QUERY, bounds[part], bounds[part + 1], soFar -> parts.found(part, soFar.images(), soFar.curve()));
            assertThat(parts.isDone(part)).isTrue();
            parts.soFar();
            parts.found(part, 0, List.of());
            parts.soFar();
            parts.found(part, found.images(), found.curve());
        }
        return parts.soFar();
    }

    private static void assertSame(Findings one, Findings other) {
        assertThat(one.images()).isEqualTo(other.images());
        assertThat(one.curve()).isEqualTo(other.curve());
        assertThat(one.best().index()).isEqualTo(other.best().index());
        assertThat(one.best().x()).isEqualTo(other.best().x());
        assertThat(one.best().probabilities()).isEqualTo(other.best().probabilities());
        assertThat(one.best().logOdds()).isEqualTo(other.best().logOdds());
    }

    @Test
    void parts_of_the_largest_search_lie_side_by_side_and_its_last_image_is_found() {
        Query largest = new Query(1, Query.MOST, 0, 1, 1);
        long[] bounds = NoiseParts.bounds(Query.MOST, 4096);
        NoiseParts parts = new NoiseParts(CLEAR, largest, bounds);

        Findings found = CLEAR.run(largest, Query.MOST - 100, Query.MOST, soFar -> {});
        parts.found(4095, bounds[4096] - bounds[4095], found.curve());

        assertThat(bounds).isSorted().startsWith(0, 244_140_625).endsWith(Query.MOST);
        assertThat(found.images()).isEqualTo(100);
        assertThat(parts.soFar().images()).isEqualTo(244_140_625);
        assertThat(parts.soFar().best().index())
                .isEqualTo(found.best().index())
                .isGreaterThanOrEqualTo(Query.MOST - 100);
    }

    @Test
    void what_cannot_be_in_a_part_is_refused() {
        NoiseParts parts = new NoiseParts(CLEAR, QUERY, new long[] {0, 10, 30});

        for (Runnable wrong : List.<Runnable>of(
                () -> parts.found(2, 1, List.of()),
                () -> parts.found(1, 21, List.of()),
                () -> parts.found(1, 5, List.of(new Improvement(10, 3))),
                () -> parts.found(1, 5, List.of(new Improvement(16, 3))),
                () -> parts.found(1, 5, List.of(new Improvement(11, Double.NaN))))) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
