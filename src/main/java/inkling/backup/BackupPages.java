package inkling.backup;

import inkling.errors.UserError.Conflict;
import inkling.http.Download;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.worker.Progress;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What the home folder takes, and its backup: for people at {@code /backup}, for programs at {@code /api/backup}. */
public final class BackupPages {
    /** About how long an archive will be, in bytes. */
    public static final String BYTES = "Inkling-Bytes";

    /** A shorter one is over before anybody could have cancelled it. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Backups backups;
    private final HomeSpace space;
    private final Clock clock;

    public BackupPages(Backups backups, HomeSpace space, Clock clock) {
        this.backups = backups;
        this.space = space;
        this.clock = clock;
    }

    /** The backup that is being taken, in the words of the page. */
    record Going(Progress progress) {
        public @Nullable Double share() {
            return progress.total() > 0 ? progress.share() : null;
        }

        public String said() {
            return progress.total() > 0
                    ? Text.of("%s of %s", Figures.bytes(progress.done()), Figures.bytes(progress.total()))
                    : Text.capitalised(progress.activity());
        }

        public Optional<String> left() {
            return progress.left().map(left -> Figures.duration(left) + " left");
        }
    }

    public void page(Context context) {
        Map<String, Object> model = new HashMap<>();
        model.put("parts", space.parts());
        model.put("free", Figures.bytes(space.free()));
        going().ifPresent(going -> model.put("going", going));
        context.render("backup/backup.html", model);
    }

    /** The part of the page that changes while a backup is taken. */
    public void progress(Context context) {
        Map<String, Object> model = new HashMap<>();
        going().ifPresent(going -> model.put("going", going));
        context.render("backup/progress.html", model);
    }

    private Optional<Going> going() {
        return backups.going()
                .filter(backup -> backup.took().compareTo(SHORT) > 0)
                .map(backup -> new Going(backup.progress()));
    }

    /** Sends the archive while it is made. */
    public void take(Context context) {
        try (Backup backup = take()) {
            String day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
            context.contentType("application/zip");
            context.header("Content-Disposition", Text.of("attachment; filename=\"inkling-%s.zip\"", day));
            context.header("Cache-Control", "no-store");
            context.header(BYTES, String.valueOf(backup.bytes()));
            Download.send(context, backup::writeTo);
        }
    }

    private Backup take() {
        try {
            return backups.take(progress -> {});
        } catch (CancellationException e) {
            throw new Conflict("The backup was cancelled.");
        }
    }

    public void cancel(Context context) {
        backups.cancel();
        context.redirect("/backup", HttpStatus.SEE_OTHER);
    }

    public void cancelJson(Context context) {
        backups.cancel();
        context.json(Map.of("cancelled", true));
    }
}
