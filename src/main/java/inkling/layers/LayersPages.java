package inkling.layers;

import inkling.archive.Background;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.network.Devices;
import inkling.studies.Studies;

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
                new ProbePage(archive, studies, studies.add(new ProbeStudy(archive, predictions))),
                new LandscapePage(archive, studies, studies.add(new LandscapeStudy(archive, devices))));
    }
}
