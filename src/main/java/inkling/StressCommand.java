package inkling;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import inkling.corruption.Corruption;
import inkling.http.Json;
import inkling.terminal.Table;
import inkling.terminal.Table.Column;
import inkling.terminal.Terminal;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a run's network corrupted test images, and says in the terminal what it makes of them. */
@Command(
        name = "stress",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows a run's network its test images under fifteen corruptions at five strengths each, and says how often",
            "it is right; the same stands on the run's page Stress."
        },
        footer = {"", "Exit status: 0, 1 if it failed, 2 for a wrong flag, 130 after Ctrl-C."})
final class StressCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run's number.")
    private long run;

    @Option(names = "--epoch", paramLabel = "N", description = "Of which epoch (default: the best one).")
    private @Nullable String epoch;

    @Option(names = "--json", description = "Print one JSON object on standard output at the end, and nothing else.")
    private boolean json;

    @Mixin
    private HomeOption home = new HomeOption();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        return TerminalStudy.follow(home.home(), this::start, this::print);
    }

    private JsonObject start(Home asked) {
        Map<String, String> fields = epoch == null ? Map.of() : Map.of("epoch", epoch);
        return WrongFlag.named(command, () -> asked.examine(run, "stress", fields));
    }

    private void print(Home asked, JsonObject study) {
        JsonObject result =
                asked.stress(run, study.getAsJsonObject("asked").get("epoch").getAsString());
        if (json) {
            System.out.println(Json.write(result));
            return;
        }
        List<Column> columns =
                new ArrayList<>(List.of(new Column("CORRUPTION", false, false), new Column("MEAN ERROR", true, false)));
        IntStream.rangeClosed(1, Corruption.STRENGTHS)
                .forEach(strength -> columns.add(new Column("AT " + strength, true, false)));
        List<List<String>> rows = new ArrayList<>();
        for (JsonElement each : result.getAsJsonArray("corruptions")) {
            JsonObject corruption = each.getAsJsonObject();
            rows.add(Stream.concat(
                            Stream.of(corruption.get("title").getAsString(), percent(corruption, "mean_error")),
                            corruption.getAsJsonArray("strengths").asList().stream()
                                    .map(level -> percent(level.getAsJsonObject(), "accuracy")))
                    .toList());
        }
        Terminal terminal = Terminal.out();
        new Table(columns, rows)
                .lines(terminal.there() ? terminal.columns() : Integer.MAX_VALUE)
                .forEach(System.out::println);
        System.out.println(Text.of(
                "Right at each strength; as they are: %s. Mean corruption error of epoch %d: %s.",
                percent(result.getAsJsonObject("clean"), "accuracy"),
                result.get("epoch").getAsInt(),
                percent(result, "mean_corruption_error")));
    }

    private static String percent(JsonObject of, String name) {
        return Figures.percent(of.get(name).getAsDouble());
    }
}
