package inkling.datasets;

import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.sources.Datasets;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.NotFound;
import inkling.text.Isolated;
import inkling.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All data sets that can be looked at: the program's own, those in the home, and those elsewhere that runs learnt from. */
public final class Shelf {
    private final String home;
    private final Datasets datasets;
    private final Uploads uploads;
    private final UsedBy usedBy;

    public Shelf(Path home, Datasets datasets, Uploads uploads, UsedBy usedBy) {
        this.home = home.resolve("datasets").toAbsolutePath() + "/";
        this.datasets = datasets;
        this.uploads = uploads;
        this.usedBy = usedBy;
    }

    /** The program's own first, then MNIST if it is there, then those that were sent. */
    List<KnownSet> inHome() {
        List<KnownSet> all = new ArrayList<>(List.of(KnownSet.builtin()));
        if (isMnistThere()) {
            all.add(KnownSet.mnist());
        }
        all.addAll(uploads.all());
        return all;
    }

    /**
     * How each of those that are known is asked for, by its title.
     *
     * @param all also those that lie elsewhere on the machine
     */
    public Map<String, DatasetRequest> requests(boolean all) {
        Map<String, DatasetRequest> requests = new LinkedHashMap<>();
        Stream.concat(inHome().stream(), all ? elsewhere().stream() : Stream.of())
                .forEach(set -> requests.putIfAbsent(Isolated.bareAll(set.title()), set.request()));
        return requests;
    }

    private boolean isMnistThere() {
        return !datasets.needsDownload(DatasetRequest.of(DatasetKind.MNIST, Optional.empty()));
    }

    List<KnownSet> elsewhere() {
        return usedBy.elsewhere(home).stream().map(KnownSet::elsewhere).toList();
    }

    /** @throws NotFound if there is no such set in the home */
    KnownSet get(String id) {
        return inHome().stream()
                .filter(set -> set.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound(Text.of("There is no data set %s.", id)));
    }

    /**
     * Throws a set away that was sent; for a while it can be taken back.
     *
     * @throws Conflict if it was not, or a run that is not over learns from it
     */
    void delete(String id) {
        KnownSet set = get(id);
        if (set.folder().isEmpty()) {
            throw new Conflict(Text.of("%s cannot be deleted; only what was uploaded can.", set.title()));
        }
        List<UsedBy.User> active = usedBy.of(set).active();
        if (!active.isEmpty()) {
            String runs =
                    active.stream().map(each -> String.valueOf(each.run())).collect(Collectors.joining(", "));
            throw new Conflict(
                    active.size() == 1
                            ? Text.of("Run %s learns from it; cancel that first.", runs)
                            : Text.of("Runs %s learn from it; cancel them first.", runs));
        }
        uploads.delete(set);
        datasets.forget(set.request());
    }
}
