package inkling;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import inkling.http.Json;
import inkling.runs.RunFigure;
import inkling.runs.job.RunListener;
import inkling.sweeps.Outcome;
import inkling.sweeps.space.SweepForm;
import inkling.terminal.Ending;
import inkling.terminal.TerminalProgress;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.Setting;
import inkling.worker.Progress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains many runs over a space of settings, and says in the terminal what each came to. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        modelTransformer = TrainCommand.Flags.class,
        description = {
            "Trains a run for each combination of settings, and says which was best by validation loss; it stands in the",
            "dashboard as a sweep. It has the flags of train, whose settings take lists (0.01,0.001) and ranges",
            "(0.0001..0.1 log 4) here as the dashboard's form does."
        },
        footer = {"", "Exit status: 0, 1 if a run failed, 2 for a wrong flag, 130 after Ctrl-C."})
final class SweepCommand extends TrainCommand {
    @Option(
            names = "--grid",
            paramLabel = "SETTING=VALUES",
            arity = "1..*",
            description = "The same as --SETTING VALUES, for several: lr=0.01,0.001 batch_size=32,64.")
    private List<String> grid = List.of();

    @Option(
            names = "--random",
            paramLabel = "N",
            description = "Draw so many combinations instead of trying every one.")
    private @Nullable String random;

    @Option(
            names = "--seeds",
            paramLabel = "N|N,N",
            description = "Train each combination with so many seeds, counted from --seed, or with these.")
    private @Nullable String seeds;

    /** Whose end has been told. */
    private final Set<Long> told = new HashSet<>();

    @Override
    Map<String, String> fields() {
        Map<String, String> fields = super.fields();
        Optional.ofNullable(fields.remove("random")).ifPresent(count -> {
            fields.put("search", "random");
            fields.put("settings", count);
        });
        grid.forEach(each -> {
            String[] pair = each.split("=", 2);
            fields.put(setting(pair).id(), pair[1]);
        });
        return fields;
    }

    private Setting setting(String[] pair) {
        String name = pair[0].strip().replace('-', '_');
        return SweepForm.SETTINGS.stream()
                .filter(setting -> pair.length == 2 && setting.id().equals(name))
                .findFirst()
                .orElseThrow(() -> WrongFlag.of(
                        command,
                        "--grid",
                        Text.of(
                                "it must be SETTING=VALUES with one of %s, was %s",
                                String.join(
                                        ", ",
                                        SweepForm.SETTINGS.stream()
                                                .map(Setting::id)
                                                .toList()),
                                String.join("=", pair))));
    }

    @Override
    int run(Map<String, String> fields) throws InterruptedException {
        TerminalProgress progress = TerminalRun.progress();
        CountDownLatch closed = new CountDownLatch(1);
        try (Home asked =
                Home.open(home.home(), progress, new RunListener() {}, () -> cluster.connect(progress::line))) {
            JsonObject sweep = WrongFlag.named(command, () -> asked.sweep(fields));
            long id = sweep.get("sweep").getAsLong();
            Ending.prepare(() -> TerminalRun.end(asked.cancelSweep(id), progress, closed));
            progress.line(Text.of(
                    "Sweep %d, %s: %d runs",
                    id, sweep.get("name").getAsString(), runs(sweep).count()));
            return finish(
                    Watch.until(SweepCommand::isDone, () -> asked.sweep(id), now -> tell(now, progress)), progress);
        } finally {
            closed.countDown();
        }
    }

    private static Stream<JsonObject> runs(JsonObject sweep) {
        return StreamSupport.stream(sweep.getAsJsonArray("runs").spliterator(), false)
                .map(JsonElement::getAsJsonObject);
    }

    private static String status(JsonObject run) {
        return run.get("status").getAsString();
    }

    private static boolean isDone(JsonObject sweep) {
        return runs(sweep).noneMatch(run -> List.of("queued", "running").contains(status(run)));
    }

    private void tell(JsonObject sweep, TerminalProgress progress) {
        runs(sweep)
                .filter(run -> !List.of("queued", "running").contains(status(run)))
                .filter(run -> told.add(run.get("run").getAsLong()))
                .forEach(run -> tellEnd(run, progress));
        long total = runs(sweep).count();
        if (told.size() < total) {
            progress.onProgress(new Progress(
                    Text.of("%d of %d runs ended", told.size(), total),
                    0,
                    0,
                    "runs",
                    0,
                    Optional.of(sweep.get("seconds_left"))
                            .filter(left -> !left.isJsonNull())
                            .map(left -> Duration.ofMillis((long) (1000 * left.getAsDouble())))));
        }
    }

    private void tellEnd(JsonObject run, TerminalProgress progress) {
        if (json && status(run).equals("finished")) {
            System.out.println(Json.write(run));
        }
        progress.line(Text.of(
                "Run %d, %s: %s%s",
                run.get("run").getAsLong(),
                run.get("name").getAsString(),
                status(run),
                judged(run)
                        .map(loss -> ", validation loss " + Figures.loss(loss))
                        .orElse("")));
    }

    private static Optional<Double> judged(JsonObject run) {
        return figure(run, Outcome.JUDGED_BY);
    }

    private static Optional<Double> figure(JsonObject run, RunFigure figure) {
        return Optional.ofNullable(run.getAsJsonObject("metrics").get(figure.id()))
                .filter(value -> !value.isJsonNull())
                .map(JsonElement::getAsDouble);
    }

    private int finish(JsonObject sweep, TerminalProgress progress) {
        Optional<JsonObject> best = runs(sweep)
                .filter(run -> judged(run).isPresent())
                .min(Comparator.comparing(run -> judged(run).orElseThrow()));
        best.ifPresent(run -> progress.line(Text.of(
                "Best: run %d, %s", run.get("run").getAsLong(), run.get("name").getAsString())));
        if (json) {
            JsonObject end = new JsonObject();
            end.add("sweep", sweep.get("sweep"));
            end.add("counts", sweep.get("counts"));
            end.add("best", best.<JsonElement>map(run -> run).orElse(null));
            System.out.println(Json.write(end));
        }
        return exitStatus(sweep);
    }

    private static int exitStatus(JsonObject sweep) {
        List<String> ended = runs(sweep).map(SweepCommand::status).toList();
        if (ended.contains("cancelled") || ended.contains("interrupted")) {
            return 130;
        }
        return ended.contains("failed") ? 1 : 0;
    }
}
