package inkling.dataset;

import inkling.text.Figures;
import inkling.text.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is changed of a data set's training images: labels, and which images are left out. Its files and its test images stay
 * as they are.
 *
 * <p>An image that is left out keeps its place, so that every index means the same image with and without corrections, and
 * every other image trains or validates as before; pixels are normalised as before, too.
 *
 * @param original {@link Fingerprint#whole()} of the data set that is corrected
 * @param all in the order of the images, at most one each
 */
public record Corrections(String original, List<Correction> all) {
    /** None, of no data set in particular. */
    public static final Corrections NONE = new Corrections("", List.of());

    public Corrections {
        all = all.stream().sorted(Comparator.comparingInt(Correction::index)).toList();
        if (all.stream().map(Correction::index).distinct().count() < all.size()) {
            throw new IllegalArgumentException("an image must be corrected only once");
        }
    }

    /** Those with which the data set is another one. */
    public List<Correction> changes() {
        return all.stream().filter(Correction::changes).toList();
    }

    /** The images that are left out, by their indices. */
    public BitSet excluded() {
        BitSet excluded = new BitSet();
        all.stream().filter(each -> each.kind() == Correction.Kind.EXCLUDE).forEach(each -> excluded.set(each.index()));
        return excluded;
    }

    /** What was decided of an image; empty if nothing was. */
    public Optional<Correction> of(int index) {
        int place =
                Collections.binarySearch(all, Correction.keep(index, 0), Comparator.comparingInt(Correction::index));
        return place < 0 ? Optional.empty() : Optional.of(all.get(place));
    }

    /**
     * The corrected data set; it shares the original's pixels.
     *
     * @throws DatasetException if these are corrections of another one
     */
    public Dataset on(Dataset dataset) {
        if (!dataset.fingerprint().whole().equals(original)) {
            throw new DatasetException("This version corrects other images than the ones that are there now.");
        }
        LabelledImages train = dataset.train();
        byte[] labels = train.labels().clone();
        for (Correction each : changes()) {
            if (each.index() >= labels.length
                    || labels[each.index()] != each.given()
                    || each.label() >= dataset.classes()) {
                throw new DatasetException(
                        Text.of("This version corrects image %d, which is not as it says.", each.index()));
            }
            labels[each.index()] = (byte) each.label();
        }
        List<String> notes = new ArrayList<>(dataset.notes());
        notes.add(words());
        return new Dataset(
                dataset.kind(),
                dataset.reason(),
                new LabelledImages(train.shape(), train.pixels(), labels),
                dataset.test(),
                dataset.validation(),
                dataset.classNames(),
                fingerprint(dataset.fingerprint()),
                notes,
                this);
    }

    /** {@code 12 labels are corrected, and 3 training images left out.} */
    private String words() {
        int excluded = excluded().cardinality();
        return Text.of(
                "%s corrected, and %s left out; the test images are as they were.",
                isAre(changes().size() - excluded, "label"), isAre(excluded, "training image"));
    }

    private static String isAre(int count, String noun) {
        return Figures.plural(count, noun) + (count == 1 ? " is" : " are");
    }

    /** Another one for other corrections, so that changed ones are noticed; the original's if nothing is changed. */
    private Fingerprint fingerprint(Fingerprint of) {
        return changes().isEmpty()
                ? of
                : new Fingerprint(hash(of.whole()), of.train().map(this::hash), of.test());
    }

    private String hash(String of) {
        MessageDigest digest = Fingerprint.sha256();
        StringBuilder text = new StringBuilder(of);
        changes().forEach(each -> text.append(Text.of("\n%s %d %d", each.kind().id(), each.index(), each.label())));
        digest.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return Fingerprint.hex(digest);
    }
}
