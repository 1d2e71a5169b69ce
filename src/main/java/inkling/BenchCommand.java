package inkling;

import com.google.gson.JsonElement;
import inkling.bench.Bench;
import inkling.bench.Report;
import inkling.bench.Stage;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.LoadProgress;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.sources.Datasets;
import inkling.http.ApiClient;
import inkling.http.Json;
import inkling.http.ServerFile;
import inkling.network.Devices;
import inkling.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times the job's stages on this machine; keeps nothing. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Times training, hidden layers, PCA, t-SNE, noise images and the start of the dashboard, stage by stage.")
final class BenchCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "Folder of MNIST's IDX files (default: as for train).")
    private @Nullable Path data;

    @Option(
            names = "--stages",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Stages to run, separated by commas: train, train_plain, test, predict, represent, pca, tsne, imagine,"
                            + " convnet, startup, step, growth (default: all but growth).")
    private @Nullable List<String> stages;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Epochs of training (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "auto, cpu, gpu0, ... (default: ${DEFAULT-VALUE}).")
    private String device = "";

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report to a file as JSON.")
    private @Nullable Path json;

    @Mixin
    private HomeOption home = new HomeOption();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Set<Stage> asked = asked();
        if (epochs < 1 || epochs > 1_000) {
            throw WrongFlag.of(command, "--epochs", "must be between 1 and 1000, was " + epochs);
        }
        Devices devices = new Devices();
        String resolved = WrongFlag.read(command, "--device", () -> devices.resolve(device));
        try {
            ServerFile.running(home.home()).ifPresent(BenchCommand::warnOfCompany);
            Report report = new Bench(() -> dataset(devices), epochs, resolved, System.err::println).run(asked);
            print(report);
            if (json != null) {
                Files.writeString(json, Json.write(report) + System.lineSeparator());
            }
            return 0;
        } catch (DatasetException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private Dataset dataset(Devices devices) {
        CompletableFuture<Void> prepared = devices.prepare();
        Dataset dataset = new Datasets(home.home(), BuiltinDigits::dataset)
                .open(
                        DatasetRequest.of(
                                DatasetKind.AUTO, Optional.ofNullable(data).map(Path::toString)),
                        LoadProgress.NONE);
        System.err.println(dataset.reason());
        prepared.join(); // no stage is charged for it, as none of the notebook's is
        return dataset;
    }

    /** It needs no database, so it runs beside a dashboard; but then it may not have the machine to itself. */
    private static void warnOfCompany(ApiClient dashboard) {
        for (JsonElement device : dashboard.get("/api/queue").getAsJsonArray("devices")) {
            if (!device.getAsJsonObject().getAsJsonArray("running").isEmpty()) {
                System.err.println(
                        "The dashboard is at work beside this: the stages take longer than on a quiet machine.");
            }
        }
    }

    private Set<Stage> asked() {
        if (stages == null) {
            return EnumSet.complementOf(EnumSet.of(Stage.GROWTH));
        }
        Set<Stage> asked = EnumSet.noneOf(Stage.class);
        for (String stage : stages) {
            asked.add(WrongFlag.read(command, "--stages", () -> Stage.of(stage)));
        }
        return asked;
    }

    private static void print(Report report) {
        System.out.print(Text.of("%-14s %10s%n", "stage", "seconds"));
        report.seconds().forEach((stage, seconds) -> System.out.print(Text.of("%-14s %10.3f%n", stage, seconds)));
    }
}
