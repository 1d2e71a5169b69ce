package inkling.doctor;

import inkling.analysis.NearDuplicates;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.studies.StudyKind;
import inkling.text.Text;
import inkling.worker.JobContext;
import java.util.List;
import java.util.Map;

/** Looks for images that a run has twice, or nearly: among those it was trained on, validated with and tested on. */
public final class DuplicatesStudy implements StudyKind<NearDuplicates> {
    /** In the order in which {@link NearDuplicates} counts its parts. */
    static final List<ImageSplit> PARTS = List.of(ImageSplit.TRAIN, ImageSplit.VALIDATION, ImageSplit.TEST);

    private final RunArchive archive;

    public DuplicatesStudy(RunArchive archive) {
        this.archive = archive;
    }

    @Override
    public String id() {
        return "duplicates";
    }

    @Override
    public Class<NearDuplicates> result() {
        return NearDuplicates.class;
    }

    @Override
    public Map<String, String> asked(Run run, Map<String, String> fields) {
        return Map.of();
    }

    @Override
    public String title(Run run, Map<String, String> asked) {
        return Text.of("Run %d: duplicates", run.id());
    }

    @Override
    public String url(Run run, Map<String, String> asked) {
        return run.url() + "/doctor/duplicates";
    }

    @Override
    public NearDuplicates examine(Run run, Map<String, String> asked, JobContext context) {
        List<LabelledImages> parts = context.aside(
                () -> PARTS.stream().map(part -> archive.images(run, part)).toList());
        int images = parts.stream().mapToInt(LabelledImages::size).sum();
        context.report("reading the images", 0, NearDuplicates.work(images), "images");
        return NearDuplicates.of(parts, done -> {
            context.throwIfCancelled();
            context.report(
                    done < images ? "looking for images that are alike" : "comparing their pixels",
                    done,
                    NearDuplicates.work(images),
                    "images");
        });
    }
}
