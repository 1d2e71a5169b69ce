package inkling.access;

import inkling.text.Text;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a look-only link shows: a run with all its views, or a comparison with its runs.
 *
 * @param runs their numbers
 * @param comparison whether it shows them side by side as well
 */
record Sight(List<Long> runs, boolean comparison) {
    /** An address of a run: the page, or the JSON, and whatever lies below. */
    private static final Pattern OF_RUN = Pattern.compile("/(?:api/)?runs/(\\d{1,18})(?:/.*)?");

    /** Of a comparison, without the page that takes in more runs. */
    private static final Pattern OF_COMPARISON = Pattern.compile("/(?:api/)?compare(?!/add)(?:[/.].*)?");
    /** What every page needs: its files, its stream, which tells of nothing else, and what its terms mean. */
    private static final Pattern OF_ALL = Pattern.compile("/(?:static|webjars)/.*|/events|/words(?:/.*)?");

    /** What a view sets beside another thing, by the parameter {@code with}: one of its own, or a run at an epoch. */
    private static final Pattern OWN = Pattern.compile("(?:[a-z][a-z0-9:_-]*)?");

    private static final Pattern RUN = Pattern.compile("(\\d{1,18})(?::\\d{1,9})?");

    Sight {
        runs = List.copyOf(runs);
    }

    /** Where it leads. */
    String address() {
        return comparison ? "/compare?runs=" + ids() : "/runs/" + runs.get(0);
    }

    /** The runs' numbers as an address has them. */
    String ids() {
        return runs.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** What it shows in a few words. */
    String title() {
        return comparison ? Text.of("runs %s side by side", ids().replace(",", ", ")) : "run " + runs.get(0);
    }

    /** Whether an address shows nothing else. */
    boolean covers(String path, String query) {
        if (OF_ALL.matcher(path).matches()) {
            return true;
        }
        Matcher run = OF_RUN.matcher(path);
        if (run.matches()) {
            return isOurs(run.group(1))
                    && asked(query, "with").allMatch(with -> OWN.matcher(with).matches() || isOurs(with));
        }
        return comparison
                && OF_COMPARISON.matcher(path).matches()
                && asked(query, "runs").findAny().isPresent()
                && asked(query, "runs")
                        .flatMap(all -> Arrays.stream(all.split(",")))
                        .allMatch(this::isOurs);
    }

    private boolean isOurs(String run) {
        Matcher number = RUN.matcher(run);
        return number.matches() && runs.contains(Long.valueOf(number.group(1)));
    }

    /** The values of a parameter. */
    private static Stream<String> asked(String query, String name) {
        return Arrays.stream(query.split("&"))
                .map(each -> each.split("=", 2))
                .filter(pair -> decoded(pair[0]).equals(name))
                .map(pair -> pair.length == 1 ? "" : decoded(pair[1]));
    }

    /** What cannot be read is of no run. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "?";
        }
    }
}
