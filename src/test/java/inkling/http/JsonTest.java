package inkling.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
    enum Kind {
        BUILT_IN {
            @Override
            int number() {
                return 1;
            }
        };

        abstract int number();
    }

    record Inner(float trainLoss, double[] values) {}

    record Outer(
            long runId,
            Kind kind,
            Optional<Inner> best,
            Optional<Instant> endedAt,
            Instant startedAt,
            Optional<Duration> left,
            Optional<Path> folder) {}

    @Test
    void names_and_enum_constants_are_in_lower_case_with_underscores() {
        var value = new Outer(
                12,
                Kind.BUILT_IN,
                Optional.of(new Inner(0.1f, new double[] {1, Double.NaN, Double.POSITIVE_INFINITY})),
                Optional.empty(),
                Instant.parse("2026-11-23T12:00:00Z"),
                Optional.of(Duration.ofMillis(1500)),
                Optional.of(Path.of("a", "b")));

        assertThat(Json.write(value))
                .isEqualTo(
                        "{\"run_id\":12,\"kind\":\"built_in\",\"best\":{\"train_loss\":0.1,\"values\":[1.0,null,null]},"
                                + "\"ended_at\":null,\"started_at\":\"2026-11-23T12:00:00Z\",\"left\":1.5,\"folder\":\"a/b\"}");
    }

    record Shown(@Json.Flat Inner inner, @Json.Flat Optional<Inner> none, int trainLoss, Map<Kind, Integer> counts) {}

    @Test
    void what_is_flat_stands_among_the_others_where_it_is_declared() {
        var value = new Shown(new Inner(0.1f, new double[0]), Optional.empty(), 3, Map.of(Kind.BUILT_IN, 2));

        assertThat(Json.write(Map.of("shown", value)))
                .isEqualTo("{\"shown\":{\"train_loss\":3,\"values\":[],\"counts\":{\"built_in\":2}}}");
    }

    @Test
    void text_cannot_leave_a_script_element() {
        assertThat(Json.write(Map.of("name", "</script><!--\n"))).doesNotContain("<", ">", "\n");
    }

    @Test
    void lists_and_nulls_are_what_they_are() {
        assertThat(Json.write(List.of(1, 2))).isEqualTo("[1,2]");
        assertThat(Json.write(null)).isEqualTo("null");
    }
}
