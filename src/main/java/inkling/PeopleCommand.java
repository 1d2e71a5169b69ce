package inkling;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import inkling.access.PeopleChange;
import inkling.http.Json;
import inkling.terminal.Table;
import inkling.terminal.Table.Column;
import inkling.text.Text;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The people who log in to the dashboard, for a terminal. */
@Command(
        name = "people",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Says who may log in to the dashboard, and what they may do.",
        synopsisSubcommandLabel = "(list | add | role | password | remove)",
        footer = {"", "Exit status: 0, 1 if there is nobody of that name or somebody already, 2 for a wrong flag."})
final class PeopleCommand {
    private static final String PASSWORD = "It asks for the password; where there is no terminal, it reads a line.";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Lists everybody.")
    int list(@Option(names = "--json", description = "Print it as JSON.") boolean json, @Mixin HomeOption home) {
        JsonObject people = Home.ask(home.home(), command, Home::people);
        if (json) {
            System.out.println(Json.write(people));
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonElement each : people.getAsJsonArray("people")) {
            JsonObject person = each.getAsJsonObject();
            rows.add(
                    List.of(person.get("name").getAsString(), person.get("role").getAsString()));
        }
        new Table(List.of(new Column("NAME", false, true), new Column("ROLE", false, false)), rows)
                .lines(Integer.MAX_VALUE)
                .forEach(System.out::println);
        return 0;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = {"Lets somebody log in.", PASSWORD})
    int add(
            @Parameters(paramLabel = "NAME", description = "What they log in with.") String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            defaultValue = "train",
                            description = "look, train or manage (default: ${DEFAULT-VALUE}).")
                    String role,
            @Mixin HomeOption home) {
        return change(
                home, PeopleChange.ADD, Map.of("name", name, "role", role, "password", password()), "%s may log in.");
    }

    @Command(
            name = "role",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Changes what somebody may do.")
    int role(
            @Parameters(paramLabel = "NAME", description = "Who it is.") String name,
            @Parameters(paramLabel = "ROLE", description = "look, train or manage.") String role,
            @Mixin HomeOption home) {
        return change(home, PeopleChange.ROLE, Map.of("name", name, "role", role), "%s has another role.");
    }

    @Command(
            name = "password",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = {"Gives somebody another password, and ends their sessions.", PASSWORD})
    int password(@Parameters(paramLabel = "NAME", description = "Who it is.") String name, @Mixin HomeOption home) {
        return change(
                home,
                PeopleChange.PASSWORD,
                Map.of("name", name, "password", password()),
                "%s has another password, and has to log in again.");
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Lets somebody in no more, and ends their sessions.")
    int remove(@Parameters(paramLabel = "NAME", description = "Who it is.") String name, @Mixin HomeOption home) {
        return change(home, PeopleChange.REMOVE, Map.of("name", name), "%s may not log in any more.");
    }

    private int change(HomeOption home, PeopleChange change, Map<String, String> fields, String sentence) {
        JsonObject changed = Home.ask(home.home(), command, asked -> asked.people(change, fields));
        System.out.println(Text.of(sentence, changed.get("name").getAsString()));
        return 0;
    }

    /** Not a flag: other users of the machine see those, and shells keep them. */
    private static String password() {
        Console console = System.console();
        if (console != null) {
            return Optional.ofNullable(console.readPassword("Password: "))
                    .map(String::valueOf)
                    .orElse("");
        }
        try {
            return Optional.ofNullable(
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine())
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
