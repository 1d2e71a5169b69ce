package inkling.whatif;

import inkling.archive.Background;
import inkling.archive.NearestImages;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;

/** The three views of an image that ask what would be otherwise. */
public final class WhatIfPages {
    public final BetweenPage between;
    public final CounterfactualPage counterfactual;
    public final InfluencePage influence;

    /** @param background closed by whoever made it */
    public WhatIfPages(RunArchive archive, PredictionStore predictions, NearestImages nearest, Background background) {
        WhatIf parts = new WhatIf(archive, predictions, background);
        between = new BetweenPage(parts, nearest);
        counterfactual = new CounterfactualPage(parts);
        influence = new InfluencePage(parts);
    }
}
