package inkling.layers;

import inkling.archive.Background;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.network.Devices;
import inkling.studies.Studies;
import inkling.studies.StudyKind;

/**
 * The pages of the tab; their studies are known to the queue as soon as they are made.
 *
 * @param similarity of layers with each other
 * @param probes of each layer
 * @param landscape the loss around the network
 */
public record LayersPages(SimilarityPage similarity, ProbePage probes, LandscapePage landscape) {
    public LayersPages(
            RunArchive archive, PredictionStore predictions, Background background, Studies studies, Devices devices) {
        this(
                new SimilarityPage(archive, predictions, background),
                new ProbePage(archive, studies, known(studies, new ProbeStudy(archive, predictions))),
                new LandscapePage(archive, studies, known(studies, new LandscapeStudy(archive, devices))));
    }

    private static <R, K extends StudyKind<R>> K known(Studies studies, K kind) {
        studies.add(kind);
        return kind;
    }
}
