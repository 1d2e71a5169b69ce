package inkling.compare.views.maps;

import inkling.archive.runs.Run;
import inkling.compare.views.ComparedRuns;
import inkling.network.Blueprint;

/** What the networks of all compared runs make of an image, whatever layers each has. */
enum Representation {
    /** The last hidden layer: h2 of the notebook's network. */
    H2,
    /** The output layer before softmax. */
    LOGITS;

    /** The id of that layer in a run's network. */
    String layer(Run run) {
        return this == H2 ? run.blueprint().features() : Blueprint.OUTPUT;
    }

    /** As people call it: by its id where that is the same in all runs. */
    String title(ComparedRuns runs) {
        var ids = runs.all().stream().map(side -> layer(side.run())).distinct().toList();
        return ids.size() == 1 ? ids.get(0) : "the last hidden layer";
    }
}
