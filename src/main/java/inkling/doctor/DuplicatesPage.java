package inkling.doctor;

import inkling.analysis.NearDuplicates;
import inkling.analysis.NearDuplicates.Count;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.doctor.DuplicatesView.Among;
import inkling.doctor.DuplicatesView.PairView;
import inkling.http.Address;
import inkling.http.FormInput;
import inkling.runs.EpochRequest;
import inkling.studies.Studies;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** The images of a run that are there twice, or nearly so, side by side. */
public final class DuplicatesPage {
    /** Of unlike thin strokes some come to nearly as much. */
    private static final float USUAL = 0.99f;

    private final RunArchive archive;
    private final Studies studies;
    private final DuplicatesStudy kind;

    DuplicatesPage(RunArchive archive, Studies studies, DuplicatesStudy kind) {
        this.archive = archive;
        this.studies = studies;
        this.kind = kind;
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Run run = request.run();
        Map<String, Object> model = request.model();
        model.put("study", studies.view(kind, run, Map.of()));
        studies.result(kind, run, Map.of()).ifPresent(found -> {
            DuplicatesView view = view(request, found);
            model.put("view", view);
            model.put("rows", DuplicatesView.rows(run, found, view.least(), view.among()));
            model.put("amongs", Among.values());
            model.put("most", NearDuplicates.MOST);
            model.put("before", page(run, view, view.page() - 1));
            model.put("after", page(run, view, view.page() + 1));
        });
        context.render("doctor/duplicates.html", model);
    }

    private static DuplicatesView view(EpochRequest request, NearDuplicates found) {
        float least = request.asked("least")
                .map(text -> FormInput.choose("least", NearDuplicates.LEVELS, DuplicatesView::percent, text))
                .orElse(USUAL);
        Among among = request.asked("among")
                .map(text -> FormInput.choose("among", List.of(Among.values()), Among::id, text))
                .orElse(Among.ALL);
        return DuplicatesView.of(request.run(), found, least, among, FormInput.page(request.query()));
    }

    private static String page(Run run, DuplicatesView view, int page) {
        return new Address(run.url() + "/doctor/duplicates")
                .with("least", DuplicatesView.percent(view.least()))
                .with("among", view.among().id())
                .with("page", page)
                .toString();
    }

    private record DuplicatesJson(
            long run,
            List<Count> counts,
            float least,
            Among among,
            int total,
            int found,
            int page,
            int pages,
            List<PairView> pairs) {}

    public void json(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Run run = request.run();
        NearDuplicates found =
                studies.result(kind, run, Map.of()).orElseThrow(() -> studies.missing(kind, run, Map.of()));
        DuplicatesView view = view(request, found);
        context.json(new DuplicatesJson(
                run.id(),
                found.counts(),
                view.least(),
                view.among(),
                view.total(),
                view.found(),
                view.page(),
                view.pages(),
                view.pairs()));
    }
}
