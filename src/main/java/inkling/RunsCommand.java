package inkling;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import inkling.http.Json;
import inkling.terminal.Table;
import inkling.terminal.Table.Column;
import inkling.terminal.Terminal;
import inkling.text.Figures;
import inkling.text.Text;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The runs of a home, for a terminal. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists, shows and deletes runs.",
        synopsisSubcommandLabel = "(list | show | delete)",
        footer = {"", "Exit status: 0, 1 if there is no such run, 2 for a wrong flag."})
final class RunsCommand {
    private static final String NONE = "–";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Lists runs, found, filtered and sorted as on the page.")
    int list(
            @Parameters(
                            paramLabel = "FILTER",
                            arity = "0..*",
                            description = "As on the page: 'lr<0.01 and optimizer=adam', or a word of the name.")
                    @Nullable
                    List<String> filter,
            @Option(
                            names = "--sort",
                            paramLabel = "FIELD",
                            description = "Such as lr, or -test_accuracy for the largest first (default: -created).")
                    @Nullable
                    String sort,
            @Option(names = "--status", paramLabel = "NAME", description = "Such as running, or several with commas.")
                    @Nullable
                    String status,
            @Option(names = "--archived", paramLabel = "WHICH", description = "no, yes or only (default: no).")
                    @Nullable
                    String archived,
            @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: 50).") @Nullable
                    String limit,
            @Option(names = "--json", description = "Print what GET /api/runs answers.") boolean json,
            @Mixin HomeOption home) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("q", filter == null ? "" : String.join(" ", filter));
        put(query, "sort", sort);
        put(query, "status", status);
        put(query, "archived", archived);
        put(query, "limit", limit);
        JsonObject listed = Home.ask(home.home(), command, asked -> asked.list(query));
        if (json) {
            System.out.println(Json.write(listed));
            return 0;
        }
        List<JsonObject> runs = objects(listed.get("runs"));
        print(table(runs));
        long more = listed.get("total").getAsLong() - runs.size();
        if (more > 0) {
            System.err.println(Text.of("%,d more; --limit %d shows more of them.", more, 500));
        }
        return 0;
    }

    private static void put(Map<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }

    /** Of runs that nobody with a name asked for, without a column for names. */
    private static Table table(List<JsonObject> runs) {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("RUN", true, false),
                new Column("NAME", false, true),
                new Column("STATUS", false, false),
                new Column("TEST", true, false),
                new Column("VALID LOSS", true, false),
                new Column("EPOCHS", true, false),
                new Column("BEGUN", false, false)));
        boolean named = runs.stream().anyMatch(run -> !run.get("asked_by").isJsonNull());
        if (named) {
            columns.add(new Column("BY", false, false));
        }
        return new Table(columns, runs.stream().map(run -> row(run, named)).toList());
    }

    private static List<String> row(JsonObject run, boolean named) {
        List<String> row = new ArrayList<>(List.of(
                run.get("run").getAsString(),
                run.get("name").getAsString(),
                run.get("status").getAsString(),
                figure(run.get("test"), "accuracy", Figures::percent),
                figure(run.get("best"), "valid_loss", Figures::loss),
                Text.of(
                        "%s of %s",
                        figure(run.get("last"), "epoch", epoch -> String.valueOf((int) epoch))
                                .replace(NONE, "0"),
                        run.getAsJsonObject("hyperparameters").get("epochs").getAsString()),
                moment(run.get("created_at"))));
        if (named) {
            row.add(
                    run.get("asked_by").isJsonNull()
                            ? NONE
                            : run.get("asked_by").getAsString());
        }
        return row;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Shows a run's settings, result and epochs.")
    int show(
            @Parameters(paramLabel = "RUN", description = "The run's number.") long run,
            @Option(names = "--json", description = "Print it as JSON.") boolean json,
            @Mixin HomeOption home) {
        JsonObject shown = Home.ask(home.home(), command, asked -> asked.show(run));
        if (json) {
            System.out.println(Json.write(shown));
            return 0;
        }
        List<List<String>> facts = new ArrayList<>();
        for (String part : List.of(
                "name",
                "status",
                "failure",
                "dataset",
                "dataset_reason",
                "device",
                "asked_by",
                "created_at",
                "best_epoch",
                "notes")) {
            fact(facts, part, shown.get(part));
        }
        shown.getAsJsonObject("hyperparameters")
                .entrySet()
                .forEach(each -> fact(facts, each.getKey(), each.getValue()));
        facts.add(List.of("test", figure(shown.get("test"), "accuracy", Figures::percent)));
        print(new Table(List.of(new Column("RUN", false, false), new Column(String.valueOf(run), false, true)), facts));
        System.out.println();
        print(new Table(
                List.of(
                        new Column("EPOCH", true, false),
                        new Column("VALID LOSS", true, false),
                        new Column("VALID", true, false),
                        new Column("TRAIN LOSS", true, false),
                        new Column("TRAIN", true, false),
                        new Column("SECONDS", true, false)),
                objects(shown.get("epochs")).stream()
                        .map(epoch -> List.of(
                                epoch.get("epoch").getAsString(),
                                figure(epoch, "valid_loss", Figures::loss),
                                figure(epoch, "valid_accuracy", Figures::percent),
                                figure(epoch, "train_loss", Figures::loss),
                                figure(epoch, "train_accuracy", Figures::percent),
                                figure(epoch, "seconds", seconds -> Text.of("%.1f", seconds))))
                        .toList()));
        return 0;
    }

    private static void fact(List<List<String>> facts, String name, JsonElement value) {
        String text = value.isJsonArray()
                ? String.join(
                        ", ",
                        StreamSupport.stream(value.getAsJsonArray().spliterator(), false)
                                .map(JsonElement::getAsString)
                                .toList())
                : name.endsWith("_at") ? moment(value) : value.isJsonNull() ? "" : value.getAsString();
        if (!text.isEmpty()) {
            facts.add(List.of(name.replace('_', ' '), text));
        }
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Throws runs away; for an hour the dashboard can take them back.")
    int delete(
            @Parameters(paramLabel = "RUN", arity = "1..*", description = "The runs' numbers.") List<Long> runs,
            @Option(names = "--json", description = "Print a JSON object for each.") boolean json,
            @Mixin HomeOption home) {
        Home.ask(home.home(), command, asked -> {
            for (long run : runs) {
                JsonObject deleted = asked.delete(run);
                System.out.println(
                        json
                                ? Json.write(deleted)
                                : Text.of(
                                        "Run %d is deleted; until %s the dashboard can take it back.",
                                        run, moment(deleted.get("restorable_until"))));
            }
            return new JsonObject();
        });
        return 0;
    }

    private static void print(Table table) {
        Terminal terminal = Terminal.out();
        table.lines(terminal.there() ? terminal.columns() : Integer.MAX_VALUE).forEach(System.out::println);
    }

    private static List<JsonObject> objects(JsonElement list) {
        return StreamSupport.stream(list.getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    /** A number of an object; a dash where either is missing. */
    private static String figure(JsonElement of, String name, DoubleFunction<String> text) {
        return of.isJsonNull() || of.getAsJsonObject().get(name).isJsonNull()
                ? NONE
                : text.apply(of.getAsJsonObject().get(name).getAsDouble());
    }

    /** A moment in this machine's time zone. */
    private static String moment(JsonElement moment) {
        return moment.isJsonNull()
                ? ""
                : LocalDateTime.ofInstant(Instant.parse(moment.getAsString()), ZoneId.systemDefault())
                        .toString()
                        .substring(0, 16)
                        .replace('T', ' ');
    }
}
