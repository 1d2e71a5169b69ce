package inkling.maps.job;

import inkling.archive.runs.Run;
import inkling.errors.UserError;
import inkling.maps.job.Projection.Search;
import inkling.maps.job.Projection.Status;
import inkling.maps.job.Projection.What;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.worker.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Starts, stops and continues maps; they are made on the CPU, one after the other. Used on any thread. */
public final class Maps {
    static final String DEVICE = "cpu";
    /** PCA maps a run's first visit makes; of longer runs, epochs evenly spaced. */
    static final int MOST_EPOCHS = 60;
    /** From a neighbouring epoch's map the way is not long. */
    private static final int CONTINUED_ITERATIONS = 250;

    private final MapParts parts;
    private final Worker worker;

    public Maps(MapParts parts, Worker worker) {
        this.parts = parts;
        this.worker = worker;
        worker.register(new TsneJob.Kind(parts));
        worker.register(new PcaJob.Kind(parts));
    }

    /** The page that shows a map like this one. */
    static String url(What what) {
        return Text.of(
                "/runs/%d/map?layer=%s&method=%s&split=%s&epoch=%d",
                what.run(), what.layer(), what.method().id(), what.split().id(), what.epoch());
    }

    /**
     * Starts PCA of every epoch that has none yet: the epoch asked for, then those beside it, and so on, as each map is
     * laid onto one that was made before.
     *
     * @param askedBy the name of the person who asks for them; empty for whoever has none
     * @return the map of the epoch asked for
     */
    public synchronized Projection pca(Run run, What asked, Optional<String> askedBy) {
        List<What> wanted = new ArrayList<>();
        List<Integer> epochs = new ArrayList<>(epochs(run, asked.epoch()));
        epochs.sort(Comparator.comparingInt(epoch -> Math.abs(epoch - asked.epoch())));
        for (int epoch : epochs) {
            Optional<Projection> there = find(asked.of(epoch));
            if (there.filter(map -> map.status() == Status.FAILED).isPresent()) {
                forget(there.get());
                there = Optional.empty();
            }
            if (there.isEmpty()) {
                wanted.add(asked.of(epoch));
            }
        }
        if (!wanted.isEmpty()) {
            List<Projection> maps = parts.repository()
                    .create(
                            PcaJob.KIND,
                            wanted,
                            Optional.empty(),
                            askedBy,
                            parts.clock().instant());
            worker.submit(maps.get(0).job().id(), new PcaJob(maps, parts));
        }
        return find(asked).orElseThrow();
    }

    private Set<Integer> epochs(Run run, int first) {
        List<Integer> all = parts.archive().epochs(run).stream()
                .filter(epoch -> epoch == first || parts.archive().hasFile(run, epoch))
                .toList();
        Set<Integer> epochs = new LinkedHashSet<>(List.of(first));
        int step = (all.size() + MOST_EPOCHS - 1) / MOST_EPOCHS;
        // From the end, so that the last epoch is always among them.
        IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .mapToObj(i -> all.get(all.size() - 1 - i))
                .forEach(epochs::add);
        epochs.add(all.get(0));
        return epochs;
    }

    /**
     * Starts t-SNE, or finds the map there is already; one that failed is tried again.
     *
     * @param askedBy the name of the person who asks for it; empty for whoever has none
     */
    public synchronized Projection tsne(What asked, Optional<String> askedBy) {
        find(asked).filter(map -> map.status() == Status.FAILED).ifPresent(map -> goOn(map, askedBy));
        return find(asked).orElseGet(() -> start(asked, Optional.empty(), askedBy));
    }

    private Projection start(What asked, Optional<Long> startedFrom, Optional<String> askedBy) {
        Projection created = parts.repository()
                .create(
                        TsneJob.KIND,
                        List.of(asked),
                        startedFrom,
                        askedBy,
                        parts.clock().instant())
                .get(0);
        worker.submit(created.job().id(), new TsneJob(created, parts));
        return created;
    }

    /**
     * Goes on from a t-SNE to the run's other epochs, each started from the map of the epoch beside it.
     *
     * @param askedBy the name of the person who asks for them; empty for whoever has none
     * @throws UserError.Conflict if the map is not finished
     */
    public synchronized void throughTime(Run run, Projection from, Optional<String> askedBy) {
        Search search = from.what()
                .search()
                .filter(any -> from.status() == Status.FINISHED)
                .orElseThrow(
                        () -> new UserError.Conflict("Only from a finished t-SNE can the other epochs be mapped."));
        Search shorter = new Search(search.perplexity(), search.seed(), CONTINUED_ITERATIONS);
        List<Integer> epochs = new ArrayList<>(epochs(run, from.what().epoch()));
        epochs.sort(Comparator.naturalOrder());
        int at = epochs.indexOf(from.what().epoch());
        List<Integer> before = new ArrayList<>(epochs.subList(0, at));
        before.sort(Comparator.reverseOrder());
        chain(from, before, shorter, askedBy);
        chain(from, epochs.subList(at + 1, epochs.size()), shorter, askedBy);
    }

    private void chain(Projection from, List<Integer> epochs, Search search, Optional<String> askedBy) {
        Projection neighbour = from;
        for (int epoch : epochs) {
            What same = from.what().of(epoch);
            Optional<Projection> there = like(same);
            if (there.isEmpty()) {
                What what = new What(
                        same.run(),
                        epoch,
                        same.split(),
                        same.layer(),
                        same.method(),
                        same.points(),
                        Optional.of(search));
                there = Optional.of(start(what, Optional.of(neighbour.id()), askedBy));
            }
            neighbour = there.get();
        }
    }

    /** A map of the same points, perplexity and seed, however many iterations it has. */
    private Optional<Projection> like(What what) {
        return parts.repository().of(what.run()).stream()
                .filter(map -> map.what().epoch() == what.epoch())
                .filter(map -> map.what().kind().equals(what.kind()))
                .findFirst();
    }

    /**
     * Stops a t-SNE that waits or is being made; it keeps what it has.
     *
     * @throws UserError.Conflict if it does neither
     */
    public void stop(Projection projection) {
        if (projection.what().method() == Method.PCA) {
            throw new UserError.Conflict("PCA takes a moment only and is not stopped.");
        }
        if (!projection.status().active()) {
            throw new UserError.Conflict(
                    Text.of("This map is %s already.", projection.status().id()));
        }
        worker.cancel(projection.job().id());
    }

    /**
     * Lets a stopped t-SNE go on where it was stopped.
     *
     * @param askedBy the name of the person who asks for it; empty for whoever has none
     * @throws UserError.Conflict if it was not stopped
     */
    public void goOn(Projection projection, Optional<String> askedBy) {
        Projection waiting = parts.repository()
                .requeue(projection, TsneJob.KIND, askedBy, parts.clock().instant())
                .orElseThrow(() -> new UserError.Conflict("Only a map that was stopped can be continued."));
        worker.submit(waiting.job().id(), new TsneJob(waiting, parts));
        parts.events().changed(waiting);
    }

    /**
     * Throws a map away, once the job that makes or measures it has been cancelled; for a while it can be taken back.
     *
     * @throws UserError.Busy if that does not stop in time; then the map stays
     */
    public void delete(Projection projection) {
        if (!worker.end(projection.job().id())) {
            throw new UserError.Busy("This map is still being stopped; try again in a moment.");
        }
        parts.repository().delete(projection.id(), parts.clock().instant());
    }

    private void forget(Projection projection) {
        parts.repository().forget(projection.id());
        parts.files().delete(projection);
    }

    /** The map of just this; empty if nobody asked for it. */
    public Optional<Projection> find(What what) {
        return parts.repository().of(what.run()).stream()
                .filter(map -> map.what().equals(what))
                .findFirst();
    }

    /**
     * A run's map.
     *
     * @throws UserError.NotFound if there is no such map of this run
     */
    public Projection get(Run run, String id) {
        return Numbers.id(id)
                .flatMap(parts.repository()::find)
                .filter(map -> map.what().run() == run.id())
                .orElseThrow(() -> new UserError.NotFound(Text.of("There is no map %s of run %d.", id, run.id())));
    }
}
