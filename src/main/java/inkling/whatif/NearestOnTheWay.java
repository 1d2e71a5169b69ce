package inkling.whatif;

import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.NearestImages;
import inkling.archive.NearestImages.Near;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.http.Address;
import inkling.inspect.ImagePictures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * A training image that is the nearest one to a part of the way through the hidden layer.
 *
 * @param from where that part begins, 0 to 1
 * @param to where it ends
 * @param distance from the way, the least of the part
 */
record NearestOnTheWay(
        int index, int label, String name, String picture, String url, double from, double to, double distance) {
    /** Places of the way at which the nearest is looked for. */
    private static final int PLACES = 21;

    /** Those that are met, in order; the first time for a checkpoint all training images are predicted. */
    static List<NearestOnTheWay> of(
            RunArchive archive, NearestImages nearest, PredictedImage one, PredictedImage other) {
        Run run = one.run();
        LabelledImages train = archive.images(run, ImageSplit.TRAIN);
        float[] from = WhatIf.single(one.features());
        float[] to = WhatIf.single(other.features());
        List<NearestOnTheWay> met = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            double at = place / (PLACES - 1.0);
            Near near = nearest.to(run, one.request().epoch(), Passage.between(from, to, at), 1)
                    .get(0);
            NearestOnTheWay last = met.isEmpty() ? null : met.get(met.size() - 1);
            if (last != null && last.index == near.index()) {
                met.set(met.size() - 1, last.until(at, near.distance()));
            } else {
                int label = train.label(near.index());
                String name = one.classes().get(label);
                ImageName image = new ImageName(ImageSplit.TRAIN, near.index());
                String picture = ImagePictures.url(run, image);
                String url = new Address(image.url(run))
                        .with("epoch", one.request().asked("epoch"))
                        .toString();
                met.add(new NearestOnTheWay(near.index(), label, name, picture, url, at, at, near.distance()));
            }
        }
        return met;
    }

    private NearestOnTheWay until(double at, double away) {
        return new NearestOnTheWay(index, label, name, picture, url, from, at, Math.min(distance, away));
    }

    /** {@code 0.10–0.35, 2.31 away} */
    public String place() {
        String part = from == to ? PassageView.at(from) : PassageView.at(from) + "–" + PassageView.at(to);
        return Text.of("%s, %.2f away", part, distance);
    }
}
