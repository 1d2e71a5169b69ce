package inkling.doctor;

import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.studies.Studies;

/** The pages of the view <em>Data doctor</em>, and the studies behind them. */
public final class DataDoctor {
    private final DynamicsPage dynamics;
    private final DuplicatesPage duplicates;

    /** Makes its studies known, so it is made before the queue begins with what waited. */
    public DataDoctor(RunArchive archive, PredictionStore predictions, Studies studies) {
        var dynamicsStudy = new DynamicsStudy(archive, predictions);
        studies.add(dynamicsStudy);
        dynamics = new DynamicsPage(archive, studies, dynamicsStudy);
        var duplicatesStudy = new DuplicatesStudy(archive);
        studies.add(duplicatesStudy);
        duplicates = new DuplicatesPage(archive, studies, duplicatesStudy);
    }

    public DynamicsPage dynamics() {
        return dynamics;
    }

    public DuplicatesPage duplicates() {
        return duplicates;
    }
}
