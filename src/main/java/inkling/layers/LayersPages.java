package inkling.layers;

import inkling.archive.Background;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.studies.Studies;

/**
 * The pages of the tab.
 *
 * @param similarity of layers with each other
 * @param probes of each layer
 * @param landscape the loss around the network
 */
public record LayersPages(SimilarityPage similarity, ProbePage probes, LandscapePage landscape) {
    public LayersPages(
            RunArchive archive,
            PredictionStore predictions,
            Background background,
            Studies studies,
            ProbeStudy probes,
            LandscapeStudy landscape) {
        this(
                new SimilarityPage(archive, predictions, background),
                new ProbePage(archive, studies, probes),
                new LandscapePage(archive, studies, landscape));
    }
}
