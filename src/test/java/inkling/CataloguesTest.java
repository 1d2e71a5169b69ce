package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.http.Proxies;
import inkling.runs.RunFigure;
import inkling.sweeps.Outcome;
import inkling.training.EpochMetrics;
import inkling.training.Hyperparameters;
import inkling.training.Metric;
import inkling.training.Option;
import inkling.training.Setting;
import inkling.training.Shape;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the catalogue of settings and in that of metrics is in every place where people look for it. */
class CataloguesTest {
    @TempDir
    private static Path folder;

    @AutoClose
    private static SmallServer server;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        server = new SmallServer(folder, Proxies.NONE);
    }

    @Test
    void every_setting_is_asked_for_in_the_forms_and_by_a_flag() throws Exception {
        String form = get("/runs/new");
        String sweep = get("/sweeps/new");
        String help = Main.commandLine(Map.of()).getSubcommands().get("train").getUsageMessage();

        for (Setting setting : Setting.values()) {
            String no = setting.usual().equals(true) ? "no-" : "";
            assertThat(form)
                    .contains("name=\"" + setting.id() + "\"", setting.help())
                    .containsPattern(">" + setting.title() + "</(label|legend)>");
            assertThat(sweep).contains("name=\"" + setting.id() + "\"");
            assertThat(help).contains("--" + no + setting.id().replace('_', '-'));
        }
    }

    @Test
    void every_setting_is_told_of_a_run_wherever_it_is_shown() throws Exception {
        JsonObject run = json("/api/runs/1");
        JsonObject swept = json("/api/sweeps/1");
        Hyperparameters chosen = Hyperparameters.DEFAULT;

        assertThat(run.getAsJsonObject("hyperparameters").keySet())
                .containsExactlyElementsOf(ids().stream()
                        .flatMap(id -> id.equals("arch") ? Stream.of(id, "hidden") : Stream.of(id))
                        .toList());
        List<String> compared = texts(json("/api/compare?runs=1,2"), "settings", "setting");
        for (Setting setting : Setting.values()) {
            if (setting.heededBy(chosen.values())) {
                assertThat(get("/runs/1")).containsPattern(">" + setting.title() + "(</a>)?</dt>");
                assertThat(compared).contains(setting.id());
            }
            if (setting != Setting.SEED) {
                assertThat(first(swept, "runs")
                                .getAsJsonObject("hyperparameters")
                                .keySet())
                        .contains(setting.id());
            }
        }
    }

    @Test
    void every_setting_is_a_column_and_can_be_filtered_by() throws Exception {
        JsonObject chosen = json("/api/runs/1").getAsJsonObject("hyperparameters");

        for (Setting setting : Setting.values()) {
            JsonElement value = chosen.get(setting.id());
            String text = value.getAsString();
            String page = get("/?columns=" + setting.id() + "&sort=" + setting.id());
            assertThat(page).contains("<span>" + setting.title() + "</span>");
            assertThat(json("/api/runs?q=" + encoded(setting.id() + "=\"" + text + "\""))
                            .get("total")
                            .getAsInt())
                    .as(setting.id())
                    .isPositive();
        }
    }

    @Test
    void every_setting_comes_back_from_the_database_as_it_was_asked_for() throws Exception {
        var others = Map.of(
                Setting.OPTIMIZER,
                "sgd",
                Setting.ARCH,
                "conv 4x5 pad 2, relu, maxpool 2, dropout 0.5",
                Setting.NESTEROV,
                "true",
                Setting.AUGMENT,
                "scale 0.1, flip",
                Setting.SCHEDULE,
                "one-cycle",
                Setting.CLASS_WEIGHTS,
                "balanced");
        JsonObject asked = new JsonObject();
        for (Setting setting : Setting.values()) {
            String number = setting.shape() == Shape.WHOLE || setting.shape() == Shape.LONG ? "7" : "0.25";
            asked.addProperty(setting.id(), others.getOrDefault(setting, number));
        }
        asked.addProperty("dataset", "idx");
        asked.addProperty("data", server.dataset.toString());
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address + "/api/runs"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(asked.toString()))
                .build();

        JsonObject stored = JsonParser.parseString(
                        client.send(request, BodyHandlers.ofString()).body())
                .getAsJsonObject()
                .getAsJsonObject("hyperparameters");

        for (Setting setting : Setting.values()) {
            assertThat(stored.get(setting.id()).toString().replace("\"", ""))
                    .as(setting.id())
                    .isEqualTo(asked.get(setting.id()).getAsString());
        }
    }

    @Test
    void everything_there_is_to_choose_can_be_asked_for_and_filtered_by() throws Exception {
        String form = get("/runs/new");
        String sweep = get("/sweeps/new");

        for (Setting setting : Setting.values()) {
            for (Option option : setting.options()) {
                assertThat(form).contains("value=\"" + option.id() + "\"");
                assertThat(sweep).contains("name=\"" + setting.id() + "\" value=\"" + option.id() + "\"");
                assertThat(setting.typedHelp()).contains(option.id());
                assertThat(json("/api/runs?q=" + setting.id() + "=" + option.id())
                                .get("total")
                                .getAsInt())
                        .isNotNegative();
            }
        }
    }

    @Test
    void every_metric_of_an_epoch_is_in_its_table_its_file_and_its_curves() throws Exception {
        String page = get("/runs/1").replaceAll("</?span[^>]*>", "");
        String file = get("/api/runs/1/metrics.csv").lines().findFirst().orElseThrow();
        JsonObject epoch = first(json("/api/runs/1/metrics"), "epochs");
        String compared = get("/compare?runs=1,2");
        JsonObject curves = first(json("/api/compare/curves?runs=1"), "runs").getAsJsonObject("epochs");

        assertThat(EpochMetrics.METRICS)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Metric.values()).filter(Metric::byEpoch).toList());
        for (Metric metric : EpochMetrics.METRICS) {
            assertThat(page).contains(">" + metric.title() + "</th>");
            assertThat(file.split(",")).contains(metric.id());
            assertThat(epoch.keySet()).contains(metric.id());
            assertThat(curves.keySet()).contains(metric.id());
            assertThat(compared).contains("<h3>" + metric.title() + "</h3>");
        }
    }

    @Test
    void every_metric_is_compared_and_can_be_listed_and_filtered_by() throws Exception {
        assertThat(texts(json("/api/compare?runs=1,2"), "metrics", "metric"))
                .containsAll(Arrays.stream(Metric.values()).map(Metric::id).toList());
        assertThat(texts(json("/api/sweeps/1"), "metrics", "id"))
                .containsExactlyElementsOf(
                        Outcome.ALL.stream().map(RunFigure::id).toList());
        for (RunFigure figure : RunFigure.ALL) {
            assertThat(get("/?columns=" + figure.id())).contains("<span>" + figure.title() + "</span>");
            assertThat(json("/api/runs?q=" + encoded(figure.id() + ">=0"))
                            .get("total")
                            .getAsInt())
                    .as(figure.id())
                    .isPositive();
        }
    }

    private static List<String> ids() {
        return Arrays.stream(Setting.values()).map(Setting::id).toList();
    }

    private static JsonObject first(JsonObject json, String list) {
        return json.getAsJsonArray(list).get(0).getAsJsonObject();
    }

    private static List<String> texts(JsonObject json, String list, String name) {
        return StreamSupport.stream(json.getAsJsonArray(list).spliterator(), false)
                .map(each -> each.getAsJsonObject().get(name).getAsString())
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonObject json(String path) throws IOException, InterruptedException {
        return JsonParser.parseString(get(path)).getAsJsonObject();
    }

    private String get(String path) throws IOException, InterruptedException {
        var answer = client.send(
                HttpRequest.newBuilder(URI.create(server.address + path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        return answer.body();
    }
}
