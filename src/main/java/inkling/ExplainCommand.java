package inkling;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import inkling.archive.ImageName;
import inkling.attribution.Method;
import inkling.draw.DrawPages;
import inkling.errors.UserError;
import inkling.files.RegularFile;
import inkling.http.Json;
import inkling.terminal.Terminal;
import inkling.text.Figures;
import inkling.text.Printable;
import inkling.text.Text;
import inkling.text.TypedPath;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which pixels of a picture an answer comes from, for a terminal. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Says which pixels of a picture speak for an answer of a run's network, and which against it: in logits",
            "a pixel, with the sum of all beside the difference of the class's logit between picture and baseline."
        },
        footer = {"", "Exit status: 0, 1 if there is no such run or image, 2 for a wrong flag."})
final class ExplainCommand implements Callable<Integer> {
    /** Parts of the largest size from which on a pixel is seen, and is strong. */
    private static final double SEEN = 0.1;

    private static final double STRONG = 0.5;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's number.")
    private long run;

    @Parameters(
            index = "1",
            paramLabel = "IMAGE",
            description = "test:123, train:7, validation:7, 123 (of the test images), or a picture's file.")
    private String image = "";

    @Option(names = "--method", paramLabel = "NAME", description = "ig, occlusion or smooth (default: ig).")
    private @Nullable String method;

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "A label, a class's name, predicted or true (default: predicted).")
    private @Nullable String label;

    @Option(names = "--baseline", paramLabel = "NAME", description = "black, mean or blurred (default: black).")
    private @Nullable String baseline;

    @Option(names = "--epoch", paramLabel = "N", description = "Whose network (default: the best epoch's).")
    private @Nullable String epoch;

    @Option(names = "--json", description = "Print one JSON object: the map row by row, its sum, the difference.")
    private boolean json;

    @Mixin
    private HomeOption home = new HomeOption();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        JsonObject explained = Home.ask(home.home(), command, this::explain);
        if (json) {
            System.out.println(Json.write(explained));
        } else {
            print(explained);
        }
        return 0;
    }

    private JsonObject explain(Home asked) {
        Map<String, String> query = new LinkedHashMap<>();
        put(query, "method", method);
        put(query, "class", label);
        put(query, "baseline", baseline);
        put(query, "epoch", epoch);
        return ImageName.parse(image)
                .map(ofTheRun -> asked.explain(run, ofTheRun, query))
                .orElseGet(() -> asked.explain(run, file(), query));
    }

    private static void put(Map<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }

    private byte[] file() {
        try (InputStream file = RegularFile.stream(TypedPath.of(image))) {
            return file.readNBytes((int) DrawPages.UPLOAD.bytes()); // of a larger one enough to be refused
        } catch (IllegalArgumentException e) {
            throw new UserError.InvalidInput("image", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UserError.NotFound(Text.of(
                    "There is no picture %s to be read: %s. Say test:123, train:7, a number, or a picture's file.",
                    image, RegularFile.reason(e)));
        }
    }

    private static void print(JsonObject explained) {
        String name = explained.get("class_name").getAsString();
        String picture = text(explained.get("image"))
                .flatMap(ImageName::parse)
                .map(ImageName::heading)
                .orElse("The picture");
        System.out.println(Printable.of(Text.of(
                "Run %d, epoch %d. %s%s is taken for %s.",
                explained.get("run").getAsLong(),
                explained.get("epoch").getAsInt(),
                picture,
                text(explained.get("true_name"))
                        .map(own -> ", of class " + own + ",")
                        .orElse(""),
                explained.get("predicted_name").getAsString())));
        Method by = Method.of(explained.get("method").getAsString());
        System.out.println(Printable.of(Text.of(
                "%s for %s%s, in logits a pixel:",
                by.title(),
                name,
                by == Method.SMOOTH
                        ? ""
                        : Text.of(", beside %s", explained.get("baseline").getAsString()))));
        System.out.println();
        draw(values(explained.getAsJsonArray("map")));
        System.out.println();
        System.out.println("sum of all pixels   " + signed(explained.get("sum")));
        System.out.println(Printable.of(Text.of(
                "difference          %s (the logit of %s: %s of the picture, %s of the baseline)",
                signed(explained.get("difference")),
                name,
                Figures.signed(explained.get("logit").getAsDouble()),
                Figures.signed(explained.get("baseline_logit").getAsDouble()))));
    }

    /** A sign a pixel, and a space; of a picture that is too wide, means over squares. */
    private static void draw(double[][] map) {
        Terminal terminal = Terminal.out();
        int side = Math.max(1, (2 * map[0].length + terminal.columns() - 1) / terminal.columns());
        double[][] means = means(map, side);
        double limit = 0;
        for (double[] row : means) {
            for (double value : row) {
                limit = Math.max(limit, Math.abs(value));
            }
        }
        for (double[] row : means) {
            StringBuilder line = new StringBuilder();
            for (double value : row) {
                double share = limit > 0 ? Math.abs(value) / limit : 0;
                String weak = value > 0 ? " +" : " -";
                String strong = value > 0 ? " #" : " =";
                line.append(share < SEEN ? " ." : share < STRONG ? weak : strong);
            }
            System.out.println(line);
        }
        System.out.println(Text.of(
                "%n# speaks for it and = against it with at least half of the largest, %s; + and - with a tenth%s",
                Figures.signed(limit), side > 1 ? Text.of("; means of %d x %d pixels", side, side) : ""));
    }

    private static double[][] means(double[][] map, int side) {
        double[][] means = new double[(map.length + side - 1) / side][(map[0].length + side - 1) / side];
        for (int y = 0; y < map.length; y++) {
            for (int x = 0; x < map[y].length; x++) {
                int pixels =
                        Math.min(side, map.length - y / side * side) * Math.min(side, map[y].length - x / side * side);
                means[y / side][x / side] += map[y][x] / pixels;
            }
        }
        return means;
    }

    private static double[][] values(JsonArray map) {
        double[][] values = new double[map.size()][];
        for (int y = 0; y < values.length; y++) {
            JsonArray row = map.get(y).getAsJsonArray();
            values[y] = new double[row.size()];
            for (int x = 0; x < values[y].length; x++) {
                values[y][x] = row.get(x).getAsDouble();
            }
        }
        return values;
    }

    private static Optional<String> text(JsonElement json) {
        return json.isJsonNull() ? Optional.empty() : Optional.of(json.getAsString());
    }

    private static String signed(JsonElement number) {
        double value = number.getAsDouble();
        return (value > 0 ? "+" : "") + Figures.signed(value);
    }
}
