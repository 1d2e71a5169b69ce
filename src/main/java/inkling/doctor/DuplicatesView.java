package inkling.doctor;

import inkling.analysis.NearDuplicates;
import inkling.analysis.NearDuplicates.Count;
import inkling.analysis.NearDuplicates.Pair;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.runs.Run;
import inkling.http.Address;
import inkling.inspect.ImagePictures;
import inkling.text.Figures;
import inkling.text.Named;
import inkling.text.Numbers;
import inkling.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pairs of images that are alike, in the words of the page and of its JSON.
 *
 * @param least the correlation from which on they are listed
 * @param pairs those of one page
 * @param total how many there are on all pages
 * @param found how many there are in all; more where not all were kept
 * @param page from 1
 */
record DuplicatesView(float least, Among among, List<PairView> pairs, int total, int found, int page, int pages) {
    static final int ON_PAGE = 25;

    /** Which pairs are wanted. */
    enum Among implements Named {
        ALL("all"),
        SPLITS("in two splits"),
        LABELS("with two labels");

        private final String title;

        Among(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        private boolean takes(Pair pair) {
            return this == ALL || (this == SPLITS ? pair.across() : pair.otherLabel());
        }

        private int of(Count count) {
            return this == ALL ? count.all() : this == SPLITS ? count.across() : count.otherLabel();
        }
    }

    /**
     * Two images side by side.
     *
     * @param alike in words: {@code the same pixel for pixel}
     */
    record PairView(
            ImageView first, ImageView second, float correlation, boolean copy, boolean otherLabel, String alike) {
        public List<ImageView> images() {
            return List.of(first, second);
        }
    }

    /** One of them. */
    record ImageView(ImageSplit split, int index, String label, String url, String picture) {
        public String heading() {
            return new ImageName(split, index).heading();
        }
    }

    /** How many pairs there are from a correlation on, each number with the address that lists them. */
    record Row(String level, List<Cell> cells) {}

    record Cell(String count, String url, boolean current) {}

    static DuplicatesView of(Run run, NearDuplicates found, float least, Among among, int asked) {
        List<Pair> pairs = found.pairs().stream()
                .filter(pair -> pair.reaches(least) && among.takes(pair))
                .toList();
        int pages = Math.max(1, (pairs.size() + ON_PAGE - 1) / ON_PAGE);
        int page = Math.min(asked, pages);
        List<String> names = run.data().orElseThrow().classNames();
        return new DuplicatesView(
                least,
                among,
                pairs.stream()
                        .skip((long) (page - 1) * ON_PAGE)
                        .limit(ON_PAGE)
                        .map(pair -> view(run, names, pair))
                        .toList(),
                pairs.size(),
                found.counts().stream()
                        .filter(count -> count.level() == least)
                        .mapToInt(among::of)
                        .sum(),
                page,
                pages);
    }

    /** The number of the first pair of the page. */
    public int start() {
        return 1 + (page - 1) * ON_PAGE;
    }

    /** What is listed, in words. */
    public String words() {
        String alike = least >= 1 ? "the same pixel for pixel" : Text.of("at least %s\u2009%% alike", percent(least));
        return among == Among.ALL ? alike : Text.of("%s, %s", among.title, alike);
    }

    private static PairView view(Run run, List<String> names, Pair pair) {
        return new PairView(
                image(run, names, pair.firstPart(), pair.first(), pair.firstLabel()),
                image(run, names, pair.secondPart(), pair.second(), pair.secondLabel()),
                pair.correlation(),
                pair.copy(),
                pair.otherLabel(),
                alike(pair));
    }

    private static ImageView image(Run run, List<String> names, int part, int index, int label) {
        ImageName name = new ImageName(DuplicatesStudy.PARTS.get(part), index);
        return new ImageView(name.split(), index, names.get(label), name.url(run), ImagePictures.url(run, name));
    }

    private static String alike(Pair pair) {
        if (pair.copy()) {
            return "the same pixel for pixel";
        }
        String moved = Stream.of(moved(pair.right(), "left", "right"), moved(pair.down(), "up", "down"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" and "));
        String alike = Text.of("%s alike", Figures.percent(pair.correlation()));
        return moved.isEmpty() ? alike : Text.of("%s, moved a pixel %s", alike, moved);
    }

    private static String moved(int by, String back, String on) {
        return by == 0 ? "" : by < 0 ? back : on;
    }

    /** The table from which one chooses what is listed. */
    static List<Row> rows(Run run, NearDuplicates found, float least, Among among) {
        return found.counts().stream()
                .map(count -> new Row(
                        count.level() >= 1 ? "copies" : Text.of("%s\u2009%%", percent(count.level())),
                        Arrays.stream(Among.values())
                                .map(each -> new Cell(
                                        Figures.count(each.of(count)),
                                        new Address(run.url() + "/doctor/duplicates")
                                                .with("least", percent(count.level()))
                                                .with("among", each.id())
                                                .toString(),
                                        count.level() == least && each == among))
                                .toList()))
                .toList();
    }

    /** A level in percent, as addresses have it: {@code 99.5}. */
    static String percent(float level) {
        return Numbers.plain(Math.round(level * 1_000) / 10.0);
    }
}
