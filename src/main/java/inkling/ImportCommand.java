package inkling;

import com.google.gson.JsonObject;
import inkling.runs.imports.ImportForm;
import inkling.training.Setting;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes a run of weights that were trained elsewhere: asked for as one that is trained, but without epochs. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        modelTransformer = ImportCommand.Flags.class,
        description = {
            "Makes a run of weights that were trained elsewhere, and tests it.",
            "PyTorch writes their file: safetensors.torch.save_file(model.state_dict(), \"model.safetensors\")"
        },
        footer = {"", "Exit status: 0, 1 if the weights cannot be tested, 2 for a wrong flag, 130 after Ctrl-C."})
final class ImportCommand extends TrainCommand {
    /** The weights' own flags beside those of training, which hold where the run is trained further. */
    static final class Flags implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            new TrainCommand.Flags().transform(command);
            command.remove(command.findOption("--" + Setting.EPOCHS.id()));
            return command.addOption(
                            text(ImportForm.WEIGHTS, "FILE", "Safetensors file, named as PyTorch names tensors.")
                                    .required(true)
                                    .build())
                    .addOption(text(
                                    ImportForm.MEAN,
                                    "X,...",
                                    "By which pixels of 0..1 were normalised (default: of the images).")
                            .build())
                    .addOption(text(ImportForm.STD, "X,...", "Their standard deviation (default: of the images).")
                            .build());
        }

        private static OptionSpec.Builder text(String field, String label, String about) {
            return OptionSpec.builder("--" + field)
                    .type(String.class)
                    .paramLabel(label)
                    .description(about);
        }
    }

    @Override
    JsonObject ask(Home home, Map<String, String> fields) {
        return home.importWeights(fields);
    }
}
