package inkling.datasets;

import inkling.dataset.Framing;
import inkling.datasets.Contents.ClassContents;
import inkling.datasets.Looks.Look;
import inkling.datasets.Looks.Reading;
import inkling.datasets.Looks.Seen;
import inkling.datasets.Looks.Unreadable;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A data set as its page shows it.
 *
 * @param framing to what shape its images are to be brought
 * @param look what is known of it
 */
record SetView(KnownSet set, Framing framing, Look look, UsedBy.Users users) {
    static SetView of(KnownSet set, Framing framing, Look look, UsedBy.Users users) {
        return new SetView(set, framing, look, users);
    }

    /** One class's row; its widths are of 100. */
    record ClassRow(ClassContents contents, double width, String pictures, String mean) {
        public String train() {
            return Figures.count(contents.train());
        }

        public String test() {
            return Figures.count(contents.test());
        }
    }

    record Previewed(String name, String picture) {}

    public Optional<Reading> reading() {
        return look instanceof Reading reading ? Optional.of(reading) : Optional.empty();
    }

    public Optional<String> trouble() {
        return look instanceof Unreadable unreadable ? Optional.of(unreadable.reason()) : Optional.empty();
    }

    public Optional<Contents> contents() {
        return look instanceof Seen seen ? Optional.of(seen.contents()) : Optional.empty();
    }

    /** What a percentage done is called; empty if nobody knows. */
    public Optional<String> done() {
        return reading().flatMap(Reading::share).map(Figures::percent);
    }

    /** Where this page comes anew, at this shape. */
    public String again() {
        return set.url("", framing);
    }

    public String train() {
        return set.train(framing);
    }

    private String picture(String name) {
        return set.url("/pictures/" + name, framing);
    }

    public List<ClassRow> classes() {
        int largest = Math.max(1, contents().map(Contents::largest).orElse(0));
        return contents().stream()
                .flatMap(contents -> contents.classes().stream())
                .map(each -> new ClassRow(
                        each,
                        100.0 * each.train() / largest,
                        picture("class-" + each.label()),
                        picture("mean-" + each.label())))
                .toList();
    }

    public List<Previewed> preview() {
        List<String> names = contents().map(Contents::preview).orElse(List.of());
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Previewed(names.get(i), picture("preview-" + i)))
                .toList();
    }

    /** {@code 28 × 28, grey}. */
    public String shape() {
        return contents().orElseThrow().each();
    }

    public String images() {
        Contents contents = contents().orElseThrow();
        return contents.validation() == 0
                ? Text.of(
                        "%s for training, %s for the test",
                        Figures.count(contents.train()), Figures.count(contents.test()))
                : Text.of(
                        "%s for training, %s for validation, %s for the test",
                        Figures.count(contents.train() - contents.validation()),
                        Figures.count(contents.validation()),
                        Figures.count(contents.test()));
    }

    /** How even the classes are. */
    public String balance() {
        Contents contents = contents().orElseThrow();
        int smallest = contents.smallest();
        if (smallest == 0) {
            return "a class has no image for training";
        }
        return contents.largest() == smallest
                ? "every class has the same number of images"
                : Text.of(
                        "the largest class has %.1f times as many images as the smallest",
                        contents.largest() / (double) smallest);
    }

    /** Whether the classes are so uneven that a network may neglect the small ones. */
    public boolean uneven() {
        return contents().filter(each -> each.largest() > 3 * each.smallest()).isPresent();
    }

    public String duplicates() {
        var duplicates = contents().orElseThrow().duplicates();
        if (duplicates.tested().isEmpty() && duplicates.amongTraining() == 0) {
            return "no image is there twice";
        }
        String tested = duplicates.tested().isEmpty()
                ? "no test image is among the training images"
                : Text.of(
                        "%s %s among the training images as well%s",
                        Figures.plural(duplicates.tested().size(), "test image"),
                        duplicates.tested().size() == 1 ? "is" : "are",
                        duplicates.otherwiseLabelled() == 0
                                ? ""
                                : Text.of(", %s with another label", Figures.count(duplicates.otherwiseLabelled())));
        return Text.of(
                "%s; %s within the training images",
                tested, Figures.plural(duplicates.amongTraining(), "copy").replace("copys", "copies"));
    }

    /** Test images that are trained on, if there are any. */
    public Optional<String> twins() {
        return contents().filter(each -> !each.duplicates().tested().isEmpty()).map(each -> picture("twins"));
    }
}
