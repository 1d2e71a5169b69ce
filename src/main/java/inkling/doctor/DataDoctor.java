package inkling.doctor;

import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.versions.DataVersions;
import inkling.network.Devices;
import inkling.runs.job.Runs;
import inkling.studies.Studies;

/** The pages of the view <em>Data doctor</em>, and the studies behind them. */
public final class DataDoctor {
    private final DynamicsPage dynamics;
    private final LabelPages labels;
    private final VersionPages versionPages;
    private final DuplicatesPage duplicates;

    /** Makes its studies known, so it is made before the queue begins with what waited. */
    public DataDoctor(
            RunArchive archive,
            PredictionStore predictions,
            Studies studies,
            DataVersions versions,
            Runs runs,
            Devices devices) {
        var dynamicsStudy = new DynamicsStudy(archive, predictions);
        studies.add(dynamicsStudy);
        dynamics = new DynamicsPage(archive, studies, dynamicsStudy);
        var labelStudy = new LabelStudy(archive, devices);
        studies.add(labelStudy);
        labels = new LabelPages(archive, versions, studies, labelStudy, runs);
        versionPages = new VersionPages(versions);
        var duplicatesStudy = new DuplicatesStudy(archive);
        studies.add(duplicatesStudy);
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
