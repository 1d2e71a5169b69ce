package inkling.sweeps.space;

import inkling.archive.runs.RunName;
import inkling.archive.runs.RunRequest;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A sweep before it starts.
 *
 * @param name for people, 1 to 120 characters
 * @param fields what the form held, with the first seed and the name filled in, so that it asks for the same again
 * @param varied what differs between its settings
 * @param settings at least one; their seed is the first one
 * @param seeds the same ones for every setting, at least one
 * @param requests one a run: the first setting with each seed, then the next
 * @param notes what is to be known before it starts, in sentences
 */
public record SweepPlan(
        String name,
        Map<String, String> fields,
        List<Setting> varied,
        List<Hyperparameters> settings,
        List<Long> seeds,
        List<RunRequest> requests,
        List<String> notes) {
    /** More runs are not started at once. */
    public static final int MOST_RUNS = 500;

    public SweepPlan {
        fields = Map.copyOf(fields);
        varied = List.copyOf(varied);
        settings = List.copyOf(settings);
        seeds = List.copyOf(seeds);
        requests = List.copyOf(requests);
        notes = List.copyOf(notes);
    }

    /** What a run is called: what its setting has of its own, and its seed where there are several. */
    static String runName(List<Setting> varied, Hyperparameters chosen, boolean seeds) {
        boolean seed = seeds || varied.isEmpty();
        return RunName.of(
                Stream.concat(varied.stream(), seed ? Stream.of(Setting.SEED) : Stream.empty())
                        .toList(),
                chosen);
    }
}
