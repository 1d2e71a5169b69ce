package inkling;

import inkling.archive.runs.RunRequest;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.sources.Datasets;
import inkling.http.Json;
import inkling.network.Devices;
import inkling.runs.RunForm;
import inkling.runs.rates.RateJson;
import inkling.runs.rates.RateSearch;
import inkling.runs.rates.RateSearch.Found;
import inkling.terminal.Ending;
import inkling.terminal.TerminalProgress;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.Setting;
import inkling.worker.ForwardClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Looks for a learning rate in the terminal, beside a dashboard or without one: it keeps nothing. */
@Command(
        name = "lr-find",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        modelTransformer = RateCommand.Flags.class,
        description = {
            "Trains a fresh network for a few steps at ever higher learning rates, and suggests one.",
            "It has the flags of train; rate, schedule, epochs and name make no difference to it."
        },
        footer = {"", "Exit status: 0, 1 if it failed, 2 for a wrong flag, 130 after Ctrl-C."})
final class RateCommand extends TrainCommand {
    /** Those of training, without what only a database or a cluster knows. */
    static final class Flags implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            new TrainCommand.Flags().transform(command);
            Stream.of("--data-version", "--spark", "--spark-secret", "--spark-conf")
                    .forEach(flag -> command.remove(command.findOption(flag)));
            return command;
        }
    }

    @Override
    int run(Map<String, String> fields) {
        fields.replace(
                Setting.SEED.id(), "", Setting.SEED.usualText()); // the same again, however often it is asked for
        Devices devices = new Devices();
        RunForm form = new RunForm(devices::names, () -> (long) Setting.SEED.usual(), List::of);
        Datasets datasets = new Datasets(home.home(), BuiltinDigits::dataset);
        TerminalProgress progress = TerminalRun.progress();
        RunRequest request = WrongFlag.named(command, () -> form.read(fields));
        RateSearch search = new RateSearch(
                request,
                datasets::open,
                devices,
                new ForwardClock(),
                each -> progress.counted(Text.capitalised(each.activity()), each.done(), each.total(), each.unit()));
        return Ending.cancelling(search::cancel, () -> {
            Optional<Found> found = WrongFlag.named(command, search::run);
            found.ifPresent(each -> print(each, progress));
            return found.isPresent() ? 0 : 130;
        });
    }

    private void print(Found found, TerminalProgress progress) {
        RateJson rates = new RateJson(found);
        progress.line(found.data());
        progress.line(Text.of(
                "The smoothed loss was lowest, %s, at a rate of %s%s",
                Figures.loss(rates.lowest().smoothed()),
                Figures.brief(rates.lowest().learningRate()),
                rates.blewUpAt()
                        .map(rate -> Text.of(", and blew up at %s.", Figures.brief(rate)))
                        .orElse(".")));
        if (json) {
            System.out.println(Json.write(rates));
        } else {
            System.out.println(rates.suggestion()
                    .map(rate -> "Suggested: --lr " + Figures.plain(rate))
                    .orElse("No learning rate made the loss fall; there is nothing to suggest."));
        }
    }
}
