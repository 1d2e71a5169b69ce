package inkling.inspect;

import inkling.analysis.slices.Slicing;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.SoftCache;
import inkling.archive.runs.Run;

/** How runs' test images are divided into slices, worked out once as long as memory lasts. Used on any thread. */
public final class Slices {
    private static final int RUNS = 4;

    private final RunArchive archive;
    private final SoftCache<Long, Slicing> divided = new SoftCache<>(RUNS);

    public Slices(RunArchive archive) {
        this.archive = archive;
    }

    /** @throws inkling.errors.UserError with a sentence if the images cannot be had any more */
    public Slicing of(Run run) {
        return divided.get(
                run.id(),
                () -> Slicing.of(
                        archive.images(run, ImageSplit.TEST),
                        run.data().orElseThrow().classNames()));
    }
}
