package inkling.sweeps;

import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.sweeps.space.Hyperparameter;
import inkling.sweeps.space.SweepPlan;
import inkling.training.Hyperparameters;
import inkling.worker.JobStatus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sweeps in JSON as the API and the charts of a sweep's page have them; to be given to {@code Json.write}. */
public final class SweepJson {
    private SweepJson() {}

    /** All that is known of a sweep and its runs. */
    public static Map<String, Object> sweep(Sweeps.Standing standing) {
        List<SweptSetting> settings = SweptSetting.of(standing.results());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sweep", standing.sweep().id());
        json.put("name", standing.sweep().name());
        json.put("url", standing.sweep().url());
        json.put("created_at", standing.sweep().createdAt());
        json.put("fields", standing.sweep().fields());
        json.put("counts", counts(standing));
        json.put("share", standing.share());
        json.put("seconds_left", standing.left().map(Forecast::total));
        json.put(
                "axes",
                Axis.of(standing.sweep(), standing.results()).stream()
                        .map(SweepJson::axis)
                        .toList());
        json.put(
                "metrics",
                Arrays.stream(Outcome.values()).map(SweepJson::metric).toList());
        json.put(
                "runs",
                IntStream.range(0, settings.size())
                        .boxed()
                        .flatMap(i -> settings.get(i).results().stream().map(result -> run(result, i)))
                        .toList());
        return json;
    }

    private static Map<String, Object> counts(Sweeps.Standing standing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runs", standing.counts().total());
        for (JobStatus status : JobStatus.values()) {
            json.put(status.id(), standing.counts().of(status));
        }
        return json;
    }

    private static Map<String, Object> axis(Axis axis) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", axis.of().id());
        json.put("title", axis.of().title());
        json.put("scale", axis.scale());
        json.put("values", axis.values());
        json.put("texts", axis.values().stream().map(axis.of()::text).toList());
        return json;
    }

    private static Map<String, Object> metric(Outcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", outcome.id());
        json.put("title", outcome.title());
        json.put("unit", outcome.metric().unit());
        json.put("better", outcome.metric().better());
        return json;
    }

    private static Map<String, Object> run(RunResult result, int setting) {
        Run run = result.run();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run.id());
        json.put("name", run.name());
        json.put("url", run.url());
        json.put("status", run.status());
        json.put("setting", setting);
        json.put("seed", run.hyperparameters().seed());
        json.put("hyperparameters", hyperparameters(run.hyperparameters()));
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            metrics.put(outcome.id(), outcome.value(result));
        }
        json.put("metrics", metrics);
        return json;
    }

    private static Map<String, Object> hyperparameters(Hyperparameters chosen) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (Hyperparameter each : Hyperparameter.values()) {
            json.put(each.id(), each.value(chosen));
        }
        return json;
    }

    /** What a sweep would be. */
    public static Map<String, Object> plan(SweepPlan plan, Optional<Forecast> forecast) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", plan.name());
        json.put("settings", plan.settings().size());
        json.put("seeds", plan.seeds());
        json.put("varied", plan.varied().stream().map(Hyperparameter::id).toList());
        json.put("notes", plan.notes());
        json.put("seconds", forecast.map(Forecast::total));
        json.put("judged_by", forecast.map(Forecast::basis).orElse(List.of()));
        json.put("rough", forecast.map(Forecast::rough));
        json.put("runs", plan.requests().stream().map(SweepJson::planned).toList());
        return json;
    }

    private static Map<String, Object> planned(RunRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", request.name());
        json.put("seed", request.hyperparameters().seed());
        json.put("hyperparameters", hyperparameters(request.hyperparameters()));
        return json;
    }
}
