package inkling.compare;

import inkling.archive.runs.SeedGroup;
import inkling.errors.UserError.InvalidInput;
import inkling.text.Named;
import inkling.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the runs stand side by side: {@code &group=seeds|none&band=range|deviation}.
 *
 * @param seeds whether runs that differ only in their seed are one
 * @param band what is drawn around the mean of several
 * @param groups the runs, one by one or by setting, in the order of the address
 * @param possible whether there are runs that differ only in their seed
 */
record Grouping(boolean seeds, Band band, List<SeedGroup> groups, boolean possible) {
    Grouping {
        groups = List.copyOf(groups);
    }

    /** How the seeds of a setting spread. */
    enum Band implements Named {
        RANGE("min to max"),
        DEVIATION("± deviation");

        private final String title;

        Band(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** Something to choose: where it leads and whether it is chosen. */
    record Choice(String title, String url, boolean chosen) {}

    /**
     * As the address says; where it does not, seeds are grouped if there are two settings or more and one of them has
     * several seeds. Several seeds of one setting alone were surely chosen to be told apart.
     *
     * @throws InvalidInput if the address names another grouping or band
     */
    static Grouping of(ComparisonRequest compared) {
        List<SeedGroup> bySeed = SeedGroup.of(compared.runs());
        boolean possible = bySeed.size() < compared.runs().size();
        String otherwise = possible && bySeed.size() > 1 ? "seeds" : "none";
        boolean seeds = oneOf("group", compared.asked("group").orElse(otherwise), List.of("seeds", "none"))
                .equals("seeds");
        List<String> bands = Arrays.stream(Band.values()).map(Band::id).toList();
        String band = oneOf("band", compared.asked("band").orElse(Band.RANGE.id()), bands);
        List<SeedGroup> single =
                compared.runs().stream().map(run -> new SeedGroup(List.of(run))).toList();
        return new Grouping(seeds, Band.valueOf(band.toUpperCase(Locale.ROOT)), seeds ? bySeed : single, possible);
    }

    private static String oneOf(String field, String text, List<String> words) {
        if (!words.contains(text)) {
            throw new InvalidInput(field, Text.of("%s must be %s, was %s", field, String.join(" or ", words), text));
        }
        return text;
    }

    /** The two ways of grouping, as links. */
    List<Choice> choices(ComparisonRequest compared) {
        return List.of(
                new Choice("each run", compared.with("group", "none").url("/compare"), !seeds),
                new Choice("seeds as one", compared.with("group", "seeds").url("/compare"), seeds));
    }

    /** The two bands, as links. */
    List<Choice> bands(ComparisonRequest compared) {
        return Arrays.stream(Band.values())
                .map(each -> new Choice(
                        each.title(), compared.with("band", each.id()).url("/compare"), each == band))
                .collect(Collectors.toList());
    }
}
