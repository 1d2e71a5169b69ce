package inkling.archive.runs;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import inkling.dataset.DatasetRequest;
import inkling.text.Numbers;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a run is called that nobody named: what it has of its own among other runs, in the settings' short words. */
public final class RunName {
    /** Of a folder's name as a part of a run's. */
    private static final int LONGEST_FOLDER = 40;

    /** What follows optimiser and learning rate in the names that are made. */
    private static final Pattern MADE = Pattern.compile("(, .*| \\(\\d{1,9}\\))?", Pattern.DOTALL);

    private static final Pattern NUMBERED = Pattern.compile("(.*) \\((\\d{1,9})\\)");

    /** Something in which runs of one optimiser and learning rate may differ. */
    private record Trait(Function<RunRequest, Object> value, Function<RunRequest, String> words) {
        static Trait of(Setting setting) {
            return new Trait(
                    request -> setting.value(request.hyperparameters()),
                    request -> setting.brief(request.hyperparameters()).orElseThrow());
        }
    }

    /** The most telling first; a seed says least. */
    private static final List<Trait> TRAITS = Stream.concat(
                    Stream.of(new Trait(request -> request.data(), RunName::images)),
                    Arrays.stream(Setting.values())
                            .filter(setting -> setting != Setting.OPTIMIZER && setting != Setting.LR)
                            .sorted(comparing(setting -> setting == Setting.SEED))
                            .map(Trait::of))
            .toList();

    private RunName() {}

    /**
     * {@code Adam 0.001, seed 2}: optimiser and learning rate, and the fewest settings that tell the run apart from all
     * earlier ones; a number where one was the same in everything.
     *
     * @param earlier of the same optimiser and learning rate, the newest first
     */
    public static String of(RunRequest request, List<RunRequest> earlier) {
        Hyperparameters chosen = request.hyperparameters();
        String base = chosen.optimizer().title() + " " + Numbers.plain(chosen.learningRate());
        Set<String> taken = earlier.stream().map(RunRequest::name).collect(Collectors.toSet());
        Optional<String> repeated = earlier.stream()
                .filter(each -> differences(request, each) == 0)
                .map(RunRequest::name)
                .filter(name -> name.startsWith(base)
                        && MADE.matcher(name.substring(base.length())).matches())
                .findFirst();
        if (repeated.isPresent()) {
            Matcher numbered = NUMBERED.matcher(repeated.get());
            return numbered.matches()
                    ? free(numbered.group(1), 1 + Integer.parseInt(numbered.group(2)), taken)
                    : free(repeated.get(), 2, taken);
        }
        String name = cut(base + apart(request, earlier), RunRequest.LONGEST_NAME);
        return taken.contains(name) ? free(name, 2, taken) : name;
    }

    /** {@code lr 0.003, batch 64}: what a run has of its own where these settings are varied; empty if it has nothing. */
    public static String of(List<Setting> varied, Hyperparameters chosen) {
        String own =
                varied.stream().flatMap(each -> each.brief(chosen).stream()).collect(joining(", "));
        return cut(own, RunRequest.LONGEST_NAME);
    }

    private static String free(String stem, int first, Set<String> taken) {
        return IntStream.iterate(first, number -> number + 1)
                .mapToObj(number -> " (" + number + ")")
                .map(suffix -> cut(stem, RunRequest.LONGEST_NAME - suffix.length()) + suffix)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    private static String apart(RunRequest request, List<RunRequest> earlier) {
        List<Integer> others = earlier.stream()
                .map(each -> differences(request, each))
                .filter(differences -> differences != 0)
                .toList();
        int fewest = IntStream.rangeClosed(0, TRAITS.size())
                .flatMap(RunName::choices)
                .filter(some -> others.stream().allMatch(differences -> (differences & some) != 0))
                .findFirst()
                .orElseThrow();
        return IntStream.range(0, TRAITS.size())
                .filter(trait -> (fewest >> trait & 1) == 1)
                .mapToObj(trait -> ", " + TRAITS.get(trait).words().apply(request))
                .collect(joining());
    }

    /** Every choice of so many traits, a bit each, in ascending order (Gosper's hack). */
    private static IntStream choices(int size) {
        return size == 0
                ? IntStream.of(0)
                : IntStream.iterate((1 << size) - 1, some -> some < 1 << TRAITS.size(), some -> {
                    int lowest = some & -some;
                    int higher = some + lowest;
                    return higher | (some ^ higher) / lowest >> 2;
                });
    }

    /** The traits in which two runs differ, a bit each. */
    private static int differences(RunRequest request, RunRequest other) {
        return IntStream.range(0, TRAITS.size())
                .filter(trait -> !TRAITS.get(trait)
                        .value()
                        .apply(request)
                        .equals(TRAITS.get(trait).value().apply(other)))
                .map(trait -> 1 << trait)
                .sum();
    }

    private static String images(RunRequest request) {
        String name = request.data()
                .version()
                .map(DatasetRequest.Version::name)
                .orElseGet(() -> request.data().brief());
        return cut(name, LONGEST_FOLDER);
    }

    private static String cut(String name, int longest) {
        if (name.length() <= longest) {
            return name;
        }
        // Not within a character that takes two of Java's.
        int end = longest - (Character.isHighSurrogate(name.charAt(longest - 2)) ? 2 : 1);
        return name.substring(0, end) + "…";
    }
}
