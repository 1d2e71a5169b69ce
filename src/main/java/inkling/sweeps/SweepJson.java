package inkling.sweeps;

import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.http.Json.Flat;
import inkling.runs.Metric;
import inkling.sweeps.space.Hyperparameter;
import inkling.sweeps.space.SweepPlan;
import inkling.training.Hyperparameters;
import inkling.worker.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
        Instant createdAt,
        Map<String, String> fields,
        Counts counts,
        double share,
        Optional<Duration> secondsLeft,
        List<AxisJson> axes,
        List<MetricJson> metrics,
        List<RunJson> runs) {
    public SweepJson(Sweeps.Standing standing) {
        this(
                standing.sweep().id(),
                standing.sweep().name(),
                standing.sweep().url(),
                standing.sweep().createdAt(),
                standing.sweep().fields(),
                new Counts(standing.counts().total(), each(JobStatus.values(), standing.counts()::of)),
                standing.share(),
                standing.left().map(Forecast::total),
                Axis.of(standing.sweep(), standing.results()).stream()
                        .map(SweepJson::axis)
                        .toList(),
                Arrays.stream(Outcome.values()).map(SweepJson::metric).toList(),
                runs(SweptSetting.of(standing.results())));
    }

    private record Counts(int runs, @Flat Map<JobStatus, Integer> byStatus) {}

    private record AxisJson(String id, String title, Axis.Scale scale, List<Object> values, List<String> texts) {}

    private record MetricJson(Outcome id, String title, Metric.Unit unit, Metric.Better better) {}

    private record RunJson(
            long run,
            String name,
            String url,
            JobStatus status,
            int setting,
            long seed,
            Map<Hyperparameter, Optional<Object>> hyperparameters,
            Map<Outcome, Optional<Double>> metrics) {}

    private static <K, V> Map<K, V> each(K[] keys, Function<K, V> value) {
        Map<K, V> all = new LinkedHashMap<>();
        for (K key : keys) {
            all.put(key, value.apply(key));
        }
        return all;
    }

    private static AxisJson axis(Axis axis) {
        List<String> texts = axis.values().stream().map(axis.of()::text).toList();
        return new AxisJson(axis.of().id(), axis.of().title(), axis.scale(), axis.values(), texts);
    }

    private static MetricJson metric(Outcome outcome) {
        return new MetricJson(
                outcome,
                outcome.title(),
                outcome.metric().unit(),
                outcome.metric().better());
    }

    private static List<RunJson> runs(List<SweptSetting> settings) {
        return IntStream.range(0, settings.size())
                .boxed()
                .flatMap(i -> settings.get(i).results().stream().map(result -> run(result, i)))
                .toList();
    }

    private static RunJson run(RunResult result, int setting) {
        Run run = result.run();
        return new RunJson(
                run.id(),
                run.name(),
                run.url(),
                run.status(),
                setting,
                run.hyperparameters().seed(),
                hyperparameters(run.hyperparameters()),
                each(Outcome.values(), outcome -> outcome.value(result)));
    }

    private static Map<Hyperparameter, Optional<Object>> hyperparameters(Hyperparameters chosen) {
        return each(Hyperparameter.values(), hyperparameter -> hyperparameter.value(chosen));
    }

    /** What a sweep would be. */
    public record Plan(
            String name,
            int settings,
            List<Long> seeds,
            List<Hyperparameter> varied,
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

    private record Planned(String name, long seed, Map<Hyperparameter, Optional<Object>> hyperparameters) {}

    private static Planned planned(RunRequest request) {
        Hyperparameters chosen = request.hyperparameters();
        return new Planned(request.name(), chosen.seed(), hyperparameters(chosen));
    }
}
