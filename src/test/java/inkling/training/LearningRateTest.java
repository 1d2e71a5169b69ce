package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rates of 20 steps against PyTorch's (1.13), from
 *
 * <pre>{@code
 * import torch
 * S = torch.optim.lr_scheduler
 * def rates(make, warm_up, steps):
 *     p = torch.optim.SGD([torch.zeros(1)], .1)
 *     out = []
 *     def run(s, n):
 *         for _ in range(n):
 *             out.append(p.param_groups[0]["lr"]); p.step(); s.step()
 *     if warm_up: run(S.LinearLR(p, .01, 1, warm_up), warm_up)
 *     p.param_groups[0]["lr"] = .1; p.param_groups[0].pop("initial_lr", 0)
 *     run(make(p, steps - warm_up), steps - warm_up)
 *     return out
 * for name, make in dict(constant=lambda p, n: S.LambdaLR(p, lambda _: 1), step=lambda p, n: S.StepLR(p, -(-n // 3)),
 *         cosine=lambda p, n: S.CosineAnnealingLR(p, n),
 *         onecycle=lambda p, n: S.OneCycleLR(p, .1, n, cycle_momentum=False)).items():
 *     for warm_up in (0, 4):
 *         r = rates(make, warm_up, 20)
 *         print(name, warm_up, ["%.9g" % r[i] for i in (0, 1, 4, 5, 9, 14, 19)])
 * }</pre>
 */
class LearningRateTest {
    private static final long[] STEPS = {1, 2, 5, 6, 10, 15, 20};

    @ParameterizedTest(name = "{0}, {1} steps of warm-up")
    @CsvSource({
        "CONSTANT,  0, .1,   .1,          .1,          .1,          .1,          .1,          .1",
        "CONSTANT,  4, .001, .02575,      .1,          .1,          .1,          .1,          .1",
        "STEP,      0, .1,   .1,          .1,          .1,          .01,         .001,        .001",
        "STEP,      4, .001, .02575,      .1,          .1,          .1,          .01,         .001",
        "COSINE,    0, .1,   .099384417,  .0904508497, .0853553391, .0578217233, .0206107374, .00061558297",
        "COSINE,    4, .001, .02575,      .1,          .099039264,  .0777785117, .0308658284, .00096073598",
        "ONE_CYCLE, 0, .004, .0131671843, .0908328157, .1,          .0811745654, .0283060998, 4e-07",
        "ONE_CYCLE, 4, .001, .02575,      .004,        .0194904846, .0971941777, .0416249223, 4e-07",
    })
    void the_rate_moves_as_pytorchs_schedulers_move_it(
            Schedule schedule,
            int warmUp,
            double r1,
            double r2,
            double r5,
            double r6,
            double r10,
            double r15,
            double r20) {
        LearningRate rate = new LearningRate(schedule, .1, warmUp, 20);

        assertThat(LongStream.of(STEPS).mapToDouble(rate::at).toArray())
                .containsExactly(new double[] {r1, r2, r5, r6, r10, r15, r20}, within(1e-10));
    }

    @Test
    void warm_up_is_counted_in_epochs_and_the_schedule_spans_the_rest_of_all_of_them() {
        Hyperparameters settings = Chosen.of("lr=.1 schedule=cosine warm_up=.5 epochs=3");

        assertThat(LearningRate.of(settings, 8)).isEqualTo(new LearningRate(Schedule.COSINE, .1, 4, 24));
        assertThat(LearningRate.of(settings.with(Setting.SCHEDULE, Schedule.ONE_CYCLE), 8))
                .isEqualTo(new LearningRate(Schedule.ONE_CYCLE, .1, 0, 24));
    }

    @ParameterizedTest
    @EnumSource(Schedule.class)
    void the_shortest_runs_have_a_rate_at_each_step(Schedule schedule) {
        for (int steps = 1; steps <= 7; steps++) {
            for (int warmUp = 0; warmUp <= 8; warmUp++) {
                LearningRate rate = new LearningRate(schedule, .1, warmUp, steps);
                assertThat(LongStream.rangeClosed(1, steps).mapToDouble(rate::at))
                        .as("%s steps, %s of warm-up", steps, warmUp)
                        .allSatisfy(each -> assertThat(each).isBetween(0.0, .1));
            }
        }
    }
}
