package inkling.sweeps;

import inkling.archive.metrics.MeasuredRun;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.http.Json.Flat;
import inkling.runs.RunFigure;
import inkling.sweeps.space.SweepForm;
import inkling.sweeps.space.SweepPlan;
import inkling.training.Hyperparameters;
import inkling.training.Metric;
import inkling.training.Setting;
import inkling.worker.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** All that is known of a sweep and its runs, in JSON as the API and the charts of its page have it. */
public record SweepJson(
        long sweep,
        String name,
        String url,
        Optional<String> askedBy,
        Instant createdAt,
        Map<String, String> fields,
        Counts counts,
        double share,
        Optional<Duration> secondsLeft,
        List<AxisJson> axes,
        List<MetricJson> metrics,
        List<RunJson> runs) {
    public SweepJson(Sweeps.State state) {
        this(
                state.sweep().id(),
                state.sweep().name(),
                state.sweep().url(),
                state.sweep().askedBy(),
                state.sweep().createdAt(),
                state.sweep().fields(),
                new Counts(
                        state.counts().total(),
                        each(List.of(JobStatus.values()), status -> status, state.counts()::of)),
                state.share(),
                state.left().map(Forecast::total),
                Axis.of(state.sweep(), state.results()).stream()
                        .map(SweepJson::axis)
                        .toList(),
                Outcome.of(state.results()).stream().map(SweepJson::metric).toList(),
                runs(SweptSetting.of(state.results()), Outcome.of(state.results())));
    }

    private record Counts(int runs, @Flat Map<JobStatus, Integer> byStatus) {}

    private record AxisJson(String id, String title, Axis.Scale scale, List<Object> values, List<String> texts) {}

    private record MetricJson(String id, String title, Metric.Unit unit, Metric.Better better) {}

    private record RunJson(
            long run,
            String name,
            String url,
            JobStatus status,
            int setting,
            long seed,
            Map<Setting, Optional<Object>> hyperparameters,
            Map<String, Optional<Double>> metrics) {}

    private static <T, K, V> Map<K, V> each(List<T> all, Function<T, K> key, Function<T, V> value) {
        Map<K, V> values = new LinkedHashMap<>();
        all.forEach(one -> values.put(key.apply(one), value.apply(one)));
        return values;
    }

    private static AxisJson axis(Axis axis) {
        List<Object> values =
                axis.values().stream().map(value -> written(axis.of(), value)).toList();
        List<String> texts = axis.values().stream().map(axis.of()::show).toList();
        return new AxisJson(axis.of().id(), axis.of().title(), axis.scale(), values, texts);
    }

    private static MetricJson metric(RunFigure outcome) {
        return new MetricJson(
                outcome.id(),
                outcome.title(),
                outcome.metric().unit(),
                outcome.metric().better());
    }

    private static List<RunJson> runs(List<SweptSetting> settings, List<RunFigure> outcomes) {
        return IntStream.range(0, settings.size())
                .boxed()
                .flatMap(i -> settings.get(i).results().stream().map(result -> run(result, i, outcomes)))
                .toList();
    }

    private static RunJson run(MeasuredRun result, int setting, List<RunFigure> outcomes) {
        Run run = result.run();
        return new RunJson(
                run.id(),
                run.name(),
                run.url(),
                run.status(),
                setting,
                run.hyperparameters().seed(),
                hyperparameters(run.hyperparameters()),
                each(outcomes, RunFigure::id, outcome -> Outcome.value(outcome, result)));
    }

    private static Map<Setting, Optional<Object>> hyperparameters(Hyperparameters chosen) {
        return each(
                SweepForm.SETTINGS,
                setting -> setting,
                setting -> setting.value(chosen).map(value -> written(setting, value)));
    }

    /** A number, or a text as a form takes it. */
    private static Object written(Setting setting, Object value) {
        return setting.shape().numeric() ? value : setting.shape().write(value);
    }

    /** What a sweep would be. */
    record Plan(
            String name,
            int settings,
            List<Long> seeds,
            List<Setting> varied,
            List<String> notes,
            Optional<Duration> seconds,
            List<Long> judgedBy,
            Optional<Boolean> rough,
            List<Planned> runs) {
        public Plan(SweepPlan plan, Optional<Forecast> forecast) {
            this(
                    plan.name(),
                    plan.settings().size(),
                    plan.seeds(),
                    plan.varied(),
                    plan.notes(),
                    forecast.map(Forecast::total),
                    forecast.map(Forecast::basis).orElse(List.of()),
                    forecast.map(Forecast::rough),
                    plan.requests().stream().map(SweepJson::planned).toList());
        }
    }

    private record Planned(String name, long seed, Map<Setting, Optional<Object>> hyperparameters) {}

    private static Planned planned(RunRequest request) {
        Hyperparameters chosen = request.hyperparameters();
        return new Planned(request.name(), chosen.seed(), hyperparameters(chosen));
    }
}
