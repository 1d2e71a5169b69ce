package inkling.overview;

import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.runs.TourStop;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the tour begins for whoever names no run: with the newest one that has finished. */
public final class TourPage {
    private final RunArchive archive;

    public TourPage(RunArchive archive) {
        this.archive = archive;
    }

    public void begin(Context context) {
        Optional<Run> finished = archive.newestFinished();
        if (finished.isPresent()) {
            context.redirect(TourStop.first(finished.get()), HttpStatus.SEE_OTHER);
            return;
        }
        Map<String, Object> model = new HashMap<>();
        archive.newest(1).stream()
                .filter(run -> run.status().active())
                .findFirst()
                .ifPresent(run -> model.put("underWay", run));
        context.render("overview/no-tour.html", model);
    }
}
