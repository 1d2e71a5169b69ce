package inkling.whatif;

import inkling.analysis.Influence.Scored;
import inkling.archive.EachEpoch;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.http.Address;
import inkling.inspect.ImagePictures;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which training images moved an image's loss, in the words of the page; the template reads its methods as properties. */
record TaughtView(PredictedImage subject, int label, LabelledImages train, Taught taught) {
    /**
     * A training image.
     *
     * @param odd whether its label is not what one would expect of it
     */
    record Card(int index, String picture, String url, String label, String score, boolean odd) {}

    public boolean learnt() {
        return !taught.checkpoints().isEmpty();
    }

    /** One would think that images of the class lower its loss. */
    public List<Card> proponents() {
        return cards(taught.proponents(), false);
    }

    public List<Card> opponents() {
        return cards(taught.opponents(), true);
    }

    private List<Card> cards(List<Scored> scored, boolean oddIfSame) {
        Run run = subject.run();
        return scored.stream()
                .map(each -> {
                    ImageName name = new ImageName(ImageSplit.TRAIN, each.index());
                    return new Card(
                            each.index(),
                            ImagePictures.url(run, name),
                            new Address(name.url(run))
                                    .with("epoch", subject.request().epoch())
                                    .toString(),
                            subject.classes().get(train.label(each.index())),
                            Figures.signed(each.score()),
                            (train.label(each.index()) == label) == oddIfSame);
                })
                .toList();
    }

    /** {@code epochs 1 to 5, each times its learning rate: 0.001} */
    public String checkpoints() {
        List<Taught.Counted> all = taught.checkpoints();
        String epochs = all.stream().map(each -> String.valueOf(each.epoch())).collect(Collectors.joining(", "));
        boolean same = all.stream().mapToDouble(Taught.Counted::rate).distinct().count() == 1;
        String rates = (same ? all.stream().limit(1) : all.stream())
                .map(each -> Figures.brief(each.rate()))
                .collect(Collectors.joining(", "));
        return Text.of("%s %s, times %s", all.size() == 1 ? "epoch" : "epochs", epochs, rates);
    }

    /** Which epochs say nothing, as a sentence; empty if all do. */
    public String missing() {
        return EachEpoch.leftOut(taught.missing());
    }

    /** Of a training image; null of others. */
    public @Nullable String own() {
        return taught.own()
                .map(own -> Text.of(
                        "%s, more than of %s of the training images",
                        Figures.signed(own.score()), Figures.percent(own.below())))
                .orElse(null);
    }
}
