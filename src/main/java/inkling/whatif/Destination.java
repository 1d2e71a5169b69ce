package inkling.whatif;

import inkling.analysis.LabelledPredictions;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.http.Address;
import inkling.inspect.ImagePictures;
import inkling.network.Predictions.Activation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A test image that it makes sense to go to: the nearest, in the last hidden layer, of those of a class that the network
 * takes for what they are.
 *
 * @param why whose class it is
 */
record Destination(ImageName name, String why, int label, String className, String picture, String url) {
    /** Of its true class, of the one that it is taken for, and of the runner-up; without those that the network never gets right. */
    static List<Destination> of(PredictionStore predictions, PredictedImage subject, LabelledImages test) {
        Run run = subject.run();
        int epoch = subject.request().epoch();
        LabelledPredictions said = predictions.labelled(run, epoch, ImageSplit.TEST);
        Activation features =
                predictions.layer(run, epoch, ImageSplit.TEST, run.blueprint().features(), test.size());
        float[] from = PredictionStore.thinned(WhatIf.single(subject.features()));
        List<Destination> found = new ArrayList<>();
        wanted(subject)
                .forEach((label, why) -> nearest(subject, label, from, features, said)
                        .ifPresent(index -> found.add(of(subject, new ImageName(ImageSplit.TEST, index), why, label))));
        return found;
    }

    private static Destination of(PredictedImage subject, ImageName name, String why, int label) {
        return new Destination(
                name,
                why,
                label,
                subject.classes().get(label),
                ImagePictures.url(subject.run(), name),
                new Address(subject.url() + "/between")
                        .with("epoch", subject.request().epoch())
                        .with("with", name)
                        .toString());
    }

    private static Map<Integer, String> wanted(PredictedImage subject) {
        Map<Integer, String> wanted = new LinkedHashMap<>();
        if (!subject.right()) {
            wanted.put(subject.label(), "its true class");
        }
        wanted.putIfAbsent(subject.ranked().get(1), "the runner-up");
        wanted.put(subject.predicted(), subject.right() ? "its own class" : "what it is taken for");
        return wanted;
    }

    private static OptionalInt nearest(
            PredictedImage subject, int label, float[] from, Activation features, LabelledPredictions said) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < said.size(); i++) {
            boolean itself = subject.name().split() == ImageSplit.TEST
                    && i == subject.name().index();
            if (said.label(i) != label || said.predicted(i) != label || itself) {
                continue;
            }
            double squares = 0;
            for (int j = 0; j < from.length; j++) {
                double apart = features.values()[i * from.length + j] - from[j];
                squares += apart * apart;
            }
            best = squares < least ? i : best;
            least = Math.min(squares, least);
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }
}
