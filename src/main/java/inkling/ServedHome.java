package inkling;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import inkling.access.PeopleChange;
import inkling.archive.ImageName;
import inkling.archive.metrics.Cursor;
import inkling.archive.runs.Run;
import inkling.backup.BackupPages;
import inkling.draw.DrawPages;
import inkling.errors.UserError;
import inkling.http.ApiClient;
import inkling.runs.job.RunProgress;
import inkling.terminal.TerminalProgress;
import inkling.text.Text;
import inkling.training.BestEpoch;
import inkling.training.EpochMetrics;
import inkling.worker.Pace;
import inkling.worker.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A home that a dashboard has open: the dashboard trains in its queue, and this process looks on. */
final class ServedHome implements Home {
    private final ApiClient client;
    private final TerminalProgress progress;

    private String seen = Cursor.START.toString();
    private final BestEpoch best = new BestEpoch();
    private boolean dataTold;

    ServedHome(ApiClient client, TerminalProgress progress) {
        this.client = client;
        this.progress = progress;
    }

    @Override
    public JsonObject start(Map<String, String> fields) {
        return client.post("/api/runs", fields);
    }

    @Override
    public JsonObject sweep(Map<String, String> fields) {
        return client.post("/api/sweeps", fields);
    }

    @Override
    public JsonObject sweep(long id) {
        return client.get("/api/sweeps/" + id);
    }

    @Override
    public boolean cancelSweep(long id) {
        return cancelled("/api/sweeps/" + id);
    }

    @Override
    public JsonObject importWeights(Map<String, String> fields) {
        return client.post("/api/import", fields);
    }

    @Override
    public JsonObject resume(long run, Optional<String> epochs) {
        look(run, false); // What it did before is not told again.
        return client.post(
                path(run) + "/resume",
                epochs.map(text -> Map.of("epochs", text)).orElse(Map.of()));
    }

    @Override
    public void await(long run) throws InterruptedException {
        try {
            Watch.untilEnded(() -> client.get(path(run)), now -> tell(run, now));
        } catch (UncheckedIOException e) {
            progress.line(
                    Text.of("Run %1$d goes on if the dashboard does; else inkling resume %1$d lets it go on.", run));
            throw e;
        }
    }

    private void tell(long run, JsonObject now) {
        if (now.get("started_at").isJsonNull()
                || now.get("status").getAsString().equals("queued")) {
            progress.onProgress(new RunProgress(
                    run,
                    "loading",
                    0,
                    0,
                    0,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    "Waiting in the dashboard's queue"));
            return;
        }
        Optional<String> data = Optional.of(now.get("dataset_reason"))
                .filter(reason -> !dataTold && !reason.isJsonNull())
                .map(JsonElement::getAsString);
        dataTold |= data.isPresent();
        progress.known(now.getAsJsonObject("hyperparameters").get("epochs").getAsInt(), data);
        look(run, true);
        if (now.get("progress").isJsonObject()) {
            progress.onProgress(doing(run, now.getAsJsonObject("progress")));
        }
    }

    /** Looks for epochs that were not seen yet. */
    private void look(long run, boolean told) {
        JsonObject metrics = client.get(path(run) + "/metrics?after=" + seen);
        for (JsonElement element : metrics.getAsJsonArray("epochs")) {
            JsonObject json = element.getAsJsonObject();
            EpochMetrics epoch = EpochMetrics.of(
                    json.get("epoch").getAsInt(), number(json, "seconds"), metric -> number(json, metric.id()));
            best.add(epoch);
            if (told) {
                progress.onEpoch(run, epoch, List.of(), best.epoch(), Cursor.START);
            }
        }
        seen = metrics.get("cursor").getAsString();
    }

    private static RunProgress doing(long run, JsonObject json) {
        return new RunProgress(
                run,
                json.get("phase").getAsString(),
                json.get("epoch").getAsInt(),
                json.get("epochs").getAsInt(),
                json.get("step").getAsInt(),
                json.get("steps").getAsInt(),
                number(json, "images_per_second"),
                known(json, "loss"),
                known(json, "accuracy"),
                known(json, "seconds_left"),
                number(json, "share"),
                json.get("activity").getAsString());
    }

    /** A number; what JSON has no word for is not a number. */
    private static double number(JsonObject json, String name) {
        return known(json, name).orElse(Double.NaN);
    }

    private static Optional<Double> known(JsonObject json, String name) {
        return Optional.of(json.get(name)).filter(value -> !value.isJsonNull()).map(JsonElement::getAsDouble);
    }

    @Override
    public boolean cancel(long run) {
        return cancelled(path(run));
    }

    @Override
    public JsonObject list(Map<String, String> query) {
        return client.get("/api/runs", query);
    }

    @Override
    public JsonObject show(long run) {
        JsonObject shown = client.get(path(run));
        shown.remove("progress");
        shown.add("epochs", client.get(path(run) + "/metrics").get("epochs"));
        return shown;
    }

    @Override
    public JsonObject explain(long run, ImageName image, Map<String, String> query) {
        return client.get(image.url(run) + "/why.json", query);
    }

    @Override
    public JsonObject explain(long run, byte[] picture, Map<String, String> query) {
        return client.post(Text.of("/runs/%d/draw/why", run), query, DrawPages.PICTURE, picture);
    }

    @Override
    public JsonObject delete(long run) {
        return client.delete(path(run));
    }

    @Override
    public JsonObject examine(long run, String kind, Map<String, String> fields) {
        return client.post(path(run) + "/studies/" + kind, fields);
    }

    @Override
    public JsonObject study(long id) {
        return client.get("/api/studies/" + id);
    }

    @Override
    public boolean cancelStudy(long id) {
        return cancelled("/api/studies/" + id);
    }

    @Override
    public JsonObject stress(long run, String epoch) {
        return client.get(Run.url(run) + "/stress.json", Map.of("epoch", epoch));
    }

    @Override
    public JsonObject people() {
        return client.get("/api/people");
    }

    @Override
    public JsonObject people(PeopleChange change, Map<String, String> fields) {
        return client.post("/api/people/" + change.id(), fields);
    }

    @Override
    public void backUp(OutputStream out, Consumer<Progress> told) throws IOException {
        Pace pace = new Pace(Clock.systemUTC());
        client.download(
                "/api/backup",
                out,
                BackupPages.BYTES,
                (bytes, total) -> told.accept(
                        // The database is packed, so that less may come than was said.
                        pace.at("taking a backup", Math.min(bytes, total), total, "bytes")));
    }

    @Override
    public void cancelBackup() {
        try {
            client.post("/api/backup/cancel", Map.of());
        } catch (UserError | UncheckedIOException e) {
            // The dashboard is gone, and the backup with it.
        }
    }

    @Override
    public void close() {
        // The dashboard stays.
    }

    /** @return false if it has ended, or nobody answers */
    private boolean cancelled(String path) {
        try {
            client.post(path + "/cancel", Map.of());
            return true;
        } catch (UserError | UncheckedIOException e) {
            return false;
        }
    }

    private static String path(long run) {
        return "/api/runs/" + run;
    }
}
