package inkling.doctor;

import inkling.archive.versions.DataVersion;
import inkling.archive.versions.DataVersions;
import inkling.deletion.Undo;
import inkling.http.Back;
import inkling.http.FormInput;
import inkling.text.Text;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;

/** What can be done with a version of a data set, wherever it is listed. */
public final class VersionPages {
    private final DataVersions versions;

    VersionPages(DataVersions versions) {
        this.versions = versions;
    }

    public void csv(Context context) {
        DataVersion version = version(context);
        String name = version.version().name().replaceAll("[^A-Za-z0-9]+", "-");
        context.header("Content-Disposition", Text.of("attachment; filename=\"%s.csv\"", name));
        context.contentType("text/csv; charset=utf-8")
                .result(CorrectionsCsv.write(versions.corrections(version.id()).all()));
    }

    public void rename(Context context) {
        Map<String, String> fields = FormInput.body(context);
        versions.rename(version(context).id(), fields.getOrDefault("name", ""));
        context.redirect(Back.of(fields, "/data"), HttpStatus.SEE_OTHER);
    }

    public void delete(Context context) {
        Map<String, String> fields = FormInput.bodyIfAny(context);
        long id = version(context).id();
        versions.delete(id);
        context.redirect(Undo.saying(Back.of(fields, "/data"), versions.did(id)), HttpStatus.SEE_OTHER);
    }

    private DataVersion version(Context context) {
        return versions.get(FormInput.id("version", context.pathParam("version")));
    }
}
