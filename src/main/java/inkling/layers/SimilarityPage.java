package inkling.layers;

import inkling.archive.Background;
import inkling.archive.EachEpoch;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.errors.UserError.InvalidInput;
import inkling.http.Address;
import inkling.layers.MadeByLayers.Known;
import inkling.layers.Similarities.Side;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Numbers;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How alike the layers of a network are: with each other, with another epoch's, with another run's; and epoch by epoch. */
public final class SimilarityPage {
    /** More epochs than these are thinned out. */
    private static final int MOST_EPOCHS = 11;

    private static final int MOST_RUNS = 50;

    private final RunArchive archive;
    private final Background background;
    private final Similarities similarities;

    SimilarityPage(RunArchive archive, PredictionStore predictions, Background background) {
        this.archive = archive;
        this.background = background;
        this.similarities = new Similarities(archive, predictions, background);
    }

    /** A network to hold the run's against. */
    record Option(String value, String title, boolean chosen) {}

    /** Networks to choose from, under a heading. */
    record Options(String title, List<Option> options) {}

    /**
     * What the address asks for.
     *
     * @param other the network that the run's own is held against; the same one if none is named
     */
    private record Asked(EpochRequest request, Side one, Side other) {
        boolean itself() {
            return one.run().id() == other.run().id() && one.epoch() == other.epoch();
        }

        boolean ownEpoch() {
            return one.run().id() == other.run().id();
        }

        String otherTitle() {
            return itself()
                    ? "itself"
                    : ownEpoch()
                            ? "epoch " + other.epoch()
                            : Text.of("run %d, epoch %d", other.run().id(), other.epoch());
        }
    }

    /** One network, as JSON has it. */
    record SideJson(long run, int epoch, List<Known> layers) {
        static SideJson of(Side side) {
            return new SideJson(side.run().id(), side.epoch(), side.layers());
        }
    }

    /**
     * The similarities, as JSON has them.
     *
     * @param images of the test set, on which the layers are compared
     * @param similarity linear CKA of each layer (row) with each of the other network (column)
     * @param missing epochs whose checkpoints are gone or cannot be used
     * @param byEpoch of each layer at some epochs with the same layer at the last: (layer, epoch)
     */
    record View(
            SideJson network,
            SideJson with,
            int images,
            double[][] similarity,
            List<Integer> epochs,
            List<Integer> missing,
            double[][] byEpoch) {}

    public void page(Context context) {
        Asked asked = asked(context);
        long until = System.nanoTime() + background.patience().toNanos();
        Optional<double[][]> matrix = Background.await(similarities.ask(asked.one, asked.other), until);
        EachEpoch<Optional<double[]>> way = way(asked, until);
        List<Integer> epochs = way.foundEpochs();
        TreeMap<Integer, double[]> known = new TreeMap<>();
        way.found().forEach((epoch, found) -> found.ifPresent(same -> known.put(epoch, same)));
        Map<String, Object> model = asked.request.model();
        model.put("address", address(asked));
        model.put("with", asked.request.asked("with").orElse(""));
        model.put("itself", asked.itself());
        model.put("otherTitle", asked.otherTitle());
        model.put("options", options(asked));
        model.put("images", Figures.count(similarities.images(asked.one, asked.other)));
        model.put(
                "thinned",
                Stream.concat(asked.one.layers().stream(), asked.other.layers().stream())
                        .anyMatch(Known::thinned));
        model.put("most", Figures.count(PredictionStore.WIDEST));
        model.put("waiting", (matrix.isPresent() ? 0 : 1) + epochs.size() - known.size());
        model.put("all", 1 + epochs.size());
        model.put("missing", EachEpoch.leftOut(way.missingEpochs()));
        matrix.ifPresent(found -> model.put("matrix", SimilarityView.matrix(asked.one, asked.other, found)));
        if (!known.isEmpty() && epochs.size() > 1) {
            model.put("way", SimilarityView.way(asked.one.layers(), known, epochs));
        }
        context.render("layers/similarity.html", model);
    }

    public void json(Context context) {
        Asked asked = asked(context);
        long until = Background.untilProgramsGiveUp();
        double[][] matrix = Background.await(similarities.ask(asked.one, asked.other), until)
                .orElseThrow(Background::unfinished);
        EachEpoch<Optional<double[]>> way = way(asked, until);
        List<Integer> epochs = way.foundEpochs();
        double[][] byEpoch = new double[asked.one.layers().size()][epochs.size()];
        way.found().forEach((epoch, found) -> {
            double[] same = found.orElseThrow(Background::unfinished);
            for (int layer = 0; layer < same.length; layer++) {
                byEpoch[layer][epochs.indexOf(epoch)] = same[layer];
            }
        });
        context.json(new View(
                SideJson.of(asked.one),
                SideJson.of(asked.other),
                similarities.images(asked.one, asked.other),
                matrix,
                epochs,
                way.missingEpochs(),
                byEpoch));
    }

    private Asked asked(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Side one = new Side(request.run(), request.epoch());
        return new Asked(
                request,
                one,
                request.asked("with").map(text -> other(one, text)).orElse(one));
    }

    /** @param with a run's number, and after a colon one of its epochs; the best without one */
    private Side other(Side one, String with) {
        String[] parts = with.split(":", 2);
        Run run = Numbers.id(parts[0])
                .flatMap(archive::find)
                .orElseThrow(() -> new InvalidInput(
                        "with", Text.wrong("with must be a run and one of its epochs, such as 7:3", with)));
        if (!one.run().sameTest(run)) {
            throw new InvalidInput(
                    "with",
                    Text.of(
                            "Run %d was tested on other images than run %d, so their layers cannot be compared.",
                            run.id(), one.run().id()));
        }
        Optional<String> epoch =
                Optional.of(parts).filter(all -> all.length == 2).map(all -> all[1]);
        return new Side(run, archive.epoch(run, epoch));
    }

    /** Each layer of each epoch's network beside the same of the last one that can be asked; empty if not known by then. */
    private EachEpoch<Optional<double[]>> way(Asked asked, long until) {
        Run run = asked.one.run();
        List<Integer> epochs = asked.request.evenly(MOST_EPOCHS);
        int last = last(run, epochs, until);
        Map<Integer, CompletableFuture<double[][]>> asks = new LinkedHashMap<>();
        epochs.forEach(epoch -> asks.put(epoch, similarities.ask(new Side(run, epoch), new Side(run, last))));
        return EachEpoch.of(
                epochs, epoch -> Background.await(asks.get(epoch), until).map(SimilarityPage::diagonal));
    }

    /** The last epoch whose network can be asked, as far as is known by then. */
    private int last(Run run, List<Integer> epochs, long until) {
        for (int i = epochs.size() - 1; i > 0; i--) {
            Side side = new Side(run, epochs.get(i));
            if (EachEpoch.of(List.of(side.epoch()), each -> Background.await(similarities.ask(side, side), until))
                    .missing()
                    .isEmpty()) {
                return side.epoch();
            }
        }
        return epochs.get(0);
    }

    private static double[] diagonal(double[][] matrix) {
        return IntStream.range(0, matrix.length).mapToDouble(i -> matrix[i][i]).toArray();
    }

    private List<Options> options(Asked asked) {
        Run own = asked.one.run();
        List<Options> options = new ArrayList<>();
        options.add(new Options(
                "This run",
                Stream.concat(
                                Stream.of(new Option("", "the same network", asked.itself())),
                                asked.request.epochs().stream()
                                        .filter(epoch -> epoch != asked.one.epoch())
                                        .map(epoch -> option(asked, new Side(own, epoch))))
                        .toList()));
        if (!asked.ownEpoch()) {
            Run other = asked.other.run();
            options.add(new Options(
                    Text.of("Run %d, %s", other.id(), other.name()),
                    archive.epochs(other).stream()
                            .map(epoch -> option(asked, new Side(other, epoch)))
                            .toList()));
        }
        List<Option> best = archive.newest(MOST_RUNS).stream()
                .filter(run ->
                        run.id() != own.id() && run.id() != asked.other.run().id() && own.sameTest(run))
                .filter(run -> !archive.epochs(run).isEmpty())
                .map(run -> new Option(String.valueOf(run.id()), Text.of("run %d, %s", run.id(), run.name()), false))
                .toList();
        if (!best.isEmpty()) {
            options.add(new Options("Other runs, at their best epochs", best));
        }
        return options;
    }

    private static Option option(Asked asked, Side side) {
        boolean chosen = side.run().id() == asked.other.run().id() && side.epoch() == asked.other.epoch();
        return new Option(Text.of("%d:%d", side.run().id(), side.epoch()), "epoch " + side.epoch(), chosen);
    }

    private static String address(Asked asked) {
        return new Address(asked.request.run().url() + "/layers")
                .with("epoch", asked.request.epoch())
                .with("with", asked.request.asked("with"))
                .toString();
    }
}
