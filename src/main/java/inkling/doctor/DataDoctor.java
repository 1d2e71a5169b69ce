package inkling.doctor;

import inkling.archive.RunArchive;
import inkling.archive.versions.DataVersions;
import inkling.runs.job.Runs;
import inkling.studies.Studies;

/** The pages of the view <em>Data doctor</em>, which show what its studies found. */
public final class DataDoctor {
    private final DynamicsPage dynamics;
    private final LabelPages labels;
    private final VersionPages versionPages;
    private final DuplicatesPage duplicates;

    public DataDoctor(
            RunArchive archive,
            Studies studies,
            DynamicsStudy dynamicsStudy,
            LabelStudy labelStudy,
            DuplicatesStudy duplicatesStudy,
            DataVersions versions,
            Runs runs) {
        dynamics = new DynamicsPage(archive, studies, dynamicsStudy);
        labels = new LabelPages(archive, versions, studies, labelStudy, runs);
        versionPages = new VersionPages(versions);
        duplicates = new DuplicatesPage(archive, studies, duplicatesStudy);
    }

    public LabelPages labels() {
        return labels;
    }

    public VersionPages versions() {
        return versionPages;
    }

    public DynamicsPage dynamics() {
        return dynamics;
    }

    public DuplicatesPage duplicates() {
        return duplicates;
    }
}
