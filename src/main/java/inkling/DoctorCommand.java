package inkling;

import inkling.analysis.labels.DealtImages;
import inkling.analysis.labels.Flips;
import inkling.analysis.labels.HeldOut;
import inkling.analysis.labels.LabelFindings;
import inkling.analysis.labels.LabelIssue;
import inkling.archive.runs.RunRequest;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.LoadProgress;
import inkling.dataset.Normalisation;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.sources.Datasets;
import inkling.http.Json;
import inkling.http.Json.Flat;
import inkling.network.ArchitectureException;
import inkling.network.Devices;
import inkling.runs.RunForm;
import inkling.terminal.Ending;
import inkling.terminal.TerminalProgress;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import inkling.training.StepMemory;
import inkling.training.Training;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Looks for wrong labels in a data set, with networks that are trained for that and not kept; needs no database. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        modelTransformer = DoctorCommand.Flags.class,
        description = {
            "Ranks the training images whose labels are suspected to be wrong.",
            "With --flip it makes some labels wrong first, and says how well the ranking finds them."
        },
        footer = {"", "Exit status: 0, 1 if it failed, 2 for a wrong flag, 130 after Ctrl-C."})
final class DoctorCommand extends TrainCommand {
    private static final int SHOWN = 20;

    /** What makes no difference to networks that are not kept, and corrections, which a database has. */
    private static final List<String> OF_RUNS = List.of("--name", "--data-version", "--patience", "--validation-share");

    @Option(
            names = "--folds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Folds that are held out in turn, 2 to 20 (default: ${DEFAULT-VALUE}).")
    private int folds;

    @Option(
            names = "--flip",
            paramLabel = "SHARE",
            description = "Make this share of the training labels wrong first, such as 0.01, by the seed.")
    private @Nullable Double flip;

    /** Those of training that say which images, which network and how it is trained. */
    static final class Flags implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            new TrainCommand.Flags().transform(command);
            OF_RUNS.forEach(flag -> command.remove(command.findOption(flag)));
            return command;
        }
    }

    /**
     * What is printed.
     *
     * @param flipped how many labels were made wrong
     * @param averagePrecision of the ranking of all training images, against the flipped ones
     */
    private record Report(
            String dataset,
            long seed,
            @Flat LabelFindings findings,
            Optional<Integer> flipped,
            Optional<Double> averagePrecision,
            double seconds) {}

    @Override
    public Integer call() {
        require(
                "--folds",
                folds >= 2 && folds <= HeldOut.MOST_FOLDS,
                "must be between 2 and " + HeldOut.MOST_FOLDS + ", was " + folds);
        require("--flip", flip == null || flip > 0 && flip < 1, "must be between 0 and 1, was " + flip);
        Devices devices = new Devices();
        RunRequest request = request(devices);
        TerminalProgress progress = TerminalRun.progress();
        AtomicBoolean stop = new AtomicBoolean();
        return Ending.cancelling(() -> stop.set(true), () -> examine(request, devices, progress, stop));
    }

    private int examine(RunRequest request, Devices devices, TerminalProgress progress, AtomicBoolean stop) {
        try {
            print(examine(request, devices.resolve(request.device()), progress, stop), progress);
            return 0;
        } catch (CancellationException e) {
            progress.line("Stopped; nothing is kept.");
            return 130;
        } catch (DatasetException
                | ArchitectureException
                | StepMemory.TooLargeException
                | Training.DivergedException e) {
            progress.line(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private void require(String flag, boolean right, String rule) {
        if (!right) {
            throw WrongFlag.of(command, flag, rule);
        }
    }

    private RunRequest request(Devices devices) {
        RunForm form = new RunForm(devices::names, Parts::drawSeed, List::of);
        return WrongFlag.named(command, () -> form.read(fields()));
    }

    private Report examine(RunRequest request, String device, TerminalProgress progress, AtomicBoolean stop) {
        Dataset found = new Datasets(home.home(), BuiltinDigits::dataset).open(request.data(), loading(progress, stop));
        progress.line(found.reason());
        int images = found.train().size();
        require("--folds", folds <= images, "there are but " + images + " training images, was " + folds);
        long began = System.nanoTime();
        Hyperparameters settings = request.hyperparameters();
        settings = settings.with(Map.of(Setting.AUGMENT, settings.augmentation().on(found.shape())));
        Optional<Flips> flips = Optional.ofNullable(flip)
                .map(share -> Flips.of(found, share, request.hyperparameters().seed()));
        Dataset dataset = flips.map(Flips::dataset).orElse(found);
        HeldOut held = HeldOut.of(
                settings,
                settings.architecture().on(dataset.shape(), dataset.classes()),
                dataset,
                Normalisation.of(dataset.train()),
                device,
                DealtImages.of(dataset, folds, settings.seed()),
                settings.epochs(),
                (fold, done, total) -> {
                    throwIf(stop);
                    progress.counted(Text.of("Fold %d/%d", fold, folds), done, total, "steps");
                });
        return new Report(
                dataset.kind().id(),
                settings.seed(),
                LabelFindings.of(held, folds, settings.epochs()),
                flips.map(each -> each.flipped().cardinality()),
                flips.map(each -> LabelFindings.averagePrecision(held, each.flipped())),
                (System.nanoTime() - began) / 1e9);
    }

    private static LoadProgress loading(TerminalProgress progress, AtomicBoolean stop) {
        return (activity, done, total, unit) -> {
            throwIf(stop);
            if (total > 0) {
                progress.counted(Text.capitalised(activity), done, total, unit);
            }
        };
    }

    private static void throwIf(AtomicBoolean stop) {
        if (stop.get()) {
            throw new CancellationException();
        }
    }

    private void print(Report report, TerminalProgress progress) {
        LabelFindings findings = report.findings();
        progress.line(Text.of(
                "%s of %s labels are suspected to be wrong; networks that did not see them agree with %s.",
                Figures.count(findings.ranking().size()),
                Figures.count(findings.images()),
                Figures.percent(findings.accuracy())));
        report.averagePrecision()
                .ifPresent(precision -> progress.line(Text.of(
                        "%s labels were flipped; average precision of the ranking: %.4f",
                        Figures.count(report.flipped().orElseThrow()), precision)));
        if (json) {
            System.out.println(Json.write(report));
            return;
        }
        System.out.print(Text.of("%8s %6s %10s %8s%n", "index", "given", "suggested", "score"));
        for (LabelIssue issue : findings.ranking().stream().limit(SHOWN).toList()) {
            System.out.print(
                    Text.of("%8d %6d %10d %8.3f%n", issue.index(), issue.given(), issue.suggested(), issue.score()));
        }
    }
}
