package inkling;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.access.PeopleApi;
import inkling.access.PeopleChange;
import inkling.archive.ImageName;
import inkling.backup.Backup;
import inkling.cluster.Cluster;
import inkling.http.Json;
import inkling.http.Json.Flat;
import inkling.organise.OrganiseApi;
import inkling.runlist.ListApi;
import inkling.runs.RunForm;
import inkling.runs.job.RunJson;
import inkling.runs.job.RunListener;
import inkling.sweeps.SweepApi;
import inkling.training.EpochMetrics;
import inkling.worker.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** A home that no dashboard has open: opened by this process, which trains what it is asked for itself. */
final class OwnHome implements Home {
    private final App app;

    /** @param cluster is closed with it, also if the folder cannot be used */
    OwnHome(Path folder, RunListener listener, Optional<Cluster> cluster) {
        try {
            app = new App(folder, cluster, listener);
        } catch (RuntimeException e) {
            cluster.ifPresent(Cluster::close);
            throw e;
        }
        // What an earlier process left going is interrupted; what waits is the dashboard's to do.
        app.interruptLeft();
    }

    @Override
    public JsonObject start(Map<String, String> fields) {
        return json(new RunJson(app.parts().runs.start(app.parts().form.read(fields))));
    }

    @Override
    public JsonObject sweep(Map<String, String> fields) {
        return json(new SweepApi(app.parts().sweeps, app.parts().sweepForm).start(fields, Optional.empty()));
    }

    @Override
    public JsonObject sweep(long id) {
        return json(new SweepApi(app.parts().sweeps, app.parts().sweepForm).show(id));
    }

    @Override
    public boolean cancelSweep(long id) {
        return app.cancelSweep(id);
    }

    @Override
    public JsonObject importWeights(Map<String, String> fields) {
        return json(new RunJson(app.parts().imports.start(fields, Optional.empty())));
    }

    @Override
    public JsonObject resume(long run, Optional<String> epochs) {
        OptionalInt more =
                RunForm.epochs(epochs.map(text -> Map.of("epochs", text)).orElse(Map.of()));
        return json(new RunJson(app.parts().runs.resume(run, more, Optional.empty())));
    }

    @Override
    public void await(long run) throws InterruptedException {
        app.parts().runs.await(run);
    }

    @Override
    public boolean cancel(long run) {
        return app.cancel(run);
    }

    @Override
    public JsonObject list(Map<String, String> query) {
        return json(new ListApi(app.parts().runList).list(query));
    }

    @Override
    public JsonObject show(long run) {
        return json(new RunWithEpochs(
                new RunJson(app.parts().runs.get(run)), app.parts().metrics.epochs(run)));
    }

    private record RunWithEpochs(@Flat RunJson run, List<EpochMetrics> epochs) {}

    @Override
    public JsonObject explain(long run, ImageName image, Map<String, String> query) {
        return json(app.parts().why.json(run, image, query));
    }

    @Override
    public JsonObject explain(long run, byte[] picture, Map<String, String> query) {
        return json(app.parts().draw.explained(run, picture, query));
    }

    @Override
    public JsonObject delete(long run) {
        return json(new OrganiseApi(app.parts().organised, app.parts().deletions).delete(run));
    }

    @Override
    public JsonObject examine(long run, String kind, Map<String, String> fields) {
        return json(app.parts().studyPages.start(run, kind, fields, Optional.empty()));
    }

    @Override
    public JsonObject study(long id) {
        return json(app.parts().studyPages.show(String.valueOf(id)));
    }

    @Override
    public boolean cancelStudy(long id) {
        return app.cancelStudy(id);
    }

    @Override
    public JsonObject stress(long run, String epoch) {
        return json(app.parts().stress.json(run, epoch));
    }

    @Override
    public JsonObject people() {
        return json(new PeopleApi(app.parts().people).all());
    }

    @Override
    public JsonObject people(PeopleChange change, Map<String, String> fields) {
        JsonObject changed = json(new PeopleApi(app.parts().people).change(change, fields));
        app.parts().database.checkpointSync();
        return changed;
    }

    @Override
    public void backUp(OutputStream out, Consumer<Progress> told) throws IOException {
        try (Backup backup = app.parts().backups.take(told)) {
            backup.writeTo(out);
        }
    }

    @Override
    public void cancelBackup() {
        app.parts().backups.cancel();
    }

    @Override
    public void close() {
        app.close();
    }

    private static JsonObject json(Object value) {
        return JsonParser.parseString(Json.write(value)).getAsJsonObject();
    }
}
