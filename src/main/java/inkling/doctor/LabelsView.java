package inkling.doctor;

import inkling.analysis.labels.ConfidentJoint;
import inkling.analysis.labels.LabelFindings;
import inkling.analysis.labels.LabelIssue;
import inkling.archive.ImageName;
import inkling.archive.runs.Run;
import inkling.dataset.Corrections;
import inkling.inspect.ImageDecision;
import inkling.inspect.ImagePictures;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A page of images whose labels are suspected to be wrong.
 *
 * @param total how many there are on all pages
 * @param suspected how many there are, looked at or not
 * @param looked at how many of them somebody has decided
 * @param page counted from 1
 * @param first the number of the first card, counted from 1
 */
record LabelsView(
        LabelFindings findings,
        int total,
        int suspected,
        int looked,
        int page,
        int pages,
        int first,
        List<Card> cards) {
    private static final int ON_A_PAGE = 25;

    /** Of more classes a matrix is too large to read. */
    private static final int LEGIBLE = 20;

    /**
     * One suspected image.
     *
     * @param picture its address; empty if the run leaves the image out
     * @param given the label's name
     */
    record Card(
            int index,
            String heading,
            Optional<String> picture,
            Optional<String> url,
            String given,
            String pGiven,
            String suggested,
            String pSuggested,
            ImageDecision decision) {}

    /** One class's row of the confident joint. */
    record JointRow(String name, List<Cell> cells) {}

    /** @param share of the largest cell of its kind, 0 to 4, for its shade */
    record Cell(int count, boolean right, long shade) {}

    /** A class that is confidently another one. */
    record Pair(String given, String confident, int count) {}

    /**
     * What a page of cards is made of.
     *
     * @param names what the run calls the data set's training images, by their indices there
     */
    record Source(Run run, List<String> classes, Map<Integer, ImageName> names, Corrections decided, String back) {}

    static LabelsView of(LabelFindings findings, Source source, boolean open, int asked) {
        List<LabelIssue> all = findings.ranking();
        List<LabelIssue> shown = open
                ? all.stream()
                        .filter(each -> source.decided().of(each.index()).isEmpty())
                        .toList()
                : all;
        int looked = (int) all.stream()
                .filter(each -> source.decided().of(each.index()).isPresent())
                .count();
        int pages = Math.max(1, (shown.size() + ON_A_PAGE - 1) / ON_A_PAGE);
        int page = Math.min(pages, asked);
        int first = (page - 1) * ON_A_PAGE;
        List<Card> cards = shown.subList(first, Math.min(shown.size(), first + ON_A_PAGE)).stream()
                .map(issue -> card(issue, source))
                .toList();
        return new LabelsView(findings, shown.size(), all.size(), looked, page, pages, first + 1, cards);
    }

    private static Card card(LabelIssue issue, Source source) {
        Optional<ImageName> name = Optional.ofNullable(source.names().get(issue.index()));
        return new Card(
                issue.index(),
                name.map(ImageName::heading).orElse("Image " + issue.index()),
                name.map(each -> ImagePictures.url(source.run(), each)),
                name.map(each -> each.url(source.run())),
                source.classes().get(issue.given()),
                Figures.percent(issue.pGiven()),
                source.classes().get(issue.suggested()),
                Figures.percent(issue.pSuggested()),
                ImageDecision.of(
                        source.run(),
                        source.back(),
                        issue.index(),
                        issue.given(),
                        Optional.of(issue.suggested()),
                        source.classes(),
                        source.decided().of(issue.index())));
    }

    /** {@code 12 of 340 looked at}. */
    public String progress() {
        return Text.of("%s of %s looked at", Figures.count(looked), Figures.count(suspected));
    }

    /** What was found, in a sentence. */
    public String about() {
        return Text.of(
                "%s of %s labels are suspected to be wrong. %d networks, each trained for %s on the other folds, agreed with %s of all labels.",
                Figures.count(suspected),
                Figures.count(findings.images()),
                findings.folds(),
                Figures.plural(findings.epochs(), "epoch"),
                Figures.percent(findings.accuracy()));
    }

    public boolean legible() {
        return findings.joint().classes() <= LEGIBLE;
    }

    /** The confident joint, a row a given label. */
    static List<JointRow> rows(ConfidentJoint joint, List<String> classes) {
        int largest = Math.max(
                1,
                pairs(joint)
                        .mapToInt(pair -> joint.counts()[pair[0]][pair[1]])
                        .max()
                        .orElse(1));
        return IntStream.range(0, joint.classes())
                .mapToObj(given -> new JointRow(
                        classes.get(given),
                        IntStream.range(0, joint.classes())
                                .mapToObj(to -> cell(joint.counts()[given][to], given == to, largest))
                                .toList()))
                .toList();
    }

    private static Cell cell(int count, boolean right, int largest) {
        return new Cell(count, right, right ? 0 : Math.round(4.0 * count / largest));
    }

    private static Stream<int[]> pairs(ConfidentJoint joint) {
        return IntStream.range(0, joint.classes() * joint.classes())
                .mapToObj(i -> new int[] {i / joint.classes(), i % joint.classes()})
                .filter(pair -> pair[0] != pair[1] && joint.counts()[pair[0]][pair[1]] > 0);
    }

    /** Which class is confidently which other one, the most images first. */
    static List<Pair> largest(ConfidentJoint joint, List<String> classes) {
        return pairs(joint)
                .sorted(Comparator.comparingInt(pair -> -joint.counts()[pair[0]][pair[1]]))
                .limit(LEGIBLE)
                .map(pair -> new Pair(classes.get(pair[0]), classes.get(pair[1]), joint.counts()[pair[0]][pair[1]]))
                .toList();
    }
}
