package inkling.archive.runs;

import inkling.dataset.Fingerprint;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs that differ in nothing but their seed, so that what lies between them is chance.
 *
 * @param runs at least one, in the order in which they were given
 */
public record SeedGroup(List<Run> runs) {
    public SeedGroup {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a group has at least one run");
        }
    }

    /** What must be equal; the device is not among it, since it is not to change what is learned. */
    private record Asked(
            String dataset, Optional<String> folder, Optional<Imported> imported, Hyperparameters hyperparameters) {
        static Asked of(Run run) {
            String dataset = run.data()
                    .map(TrainedOn::fingerprint)
                    .map(Fingerprint::whole)
                    .orElse(run.request().data().kind().id());
            Optional<String> folder = run.data().isPresent()
                    ? Optional.empty()
                    : run.request().data().path();
            return new Asked(
                    dataset,
                    folder,
                    run.request().imported(),
                    run.hyperparameters().with(Setting.SEED, 0));
        }
    }

    /** The groups of these runs, in the order of each one's first run. */
    public static List<SeedGroup> of(List<Run> runs) {
        return by(Asked::of, runs);
    }

    /** The same for runs that were all asked to take the same images, be they loaded already or not. */
    public static List<SeedGroup> ofSettings(List<Run> runs) {
        return by(run -> run.hyperparameters().with(Setting.SEED, 0), runs);
    }

    private static List<SeedGroup> by(Function<Run, Object> setting, List<Run> runs) {
        Map<Object, List<Run>> groups = new LinkedHashMap<>();
        runs.forEach(run -> groups.computeIfAbsent(setting.apply(run), any -> new ArrayList<>())
                .add(run));
        return groups.values().stream().map(SeedGroup::new).toList();
    }
}
