package inkling.runs.job;

import inkling.archive.runs.Imported;
import inkling.errors.UserError.Conflict;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.network.StateDict;
import inkling.network.Tensor;
import inkling.text.Isolated;
import inkling.text.Text;
import inkling.text.TypedPath;
import inkling.training.TrainingPlan;
import java.nio.file.Path;
import java.util.List;

/** The weights that a run begins with which were trained elsewhere. */
final class ImportedWeights {
    private ImportedWeights() {}

    /** @throws Conflict with a sentence if the file cannot be read, or is not of that network, or of other images */
    static List<Tensor> read(Imported imported, TrainingPlan plan) {
        if (plan.normalisation().channels().size() != plan.dataset().shape().channels()) {
            throw new Conflict("Its pictures were normalised with another number of channels than the images have.");
        }
        try {
            Path file = TypedPath.of(imported.file());
            StateDict state = StateDict.of(Safetensors.entries(file), plan.blueprint());
            if (!state.fits()) {
                throw new Conflict(Text.of("%s %s.", Isolated.of(imported.fileName()), state.refusal()));
            }
            return state.read(file);
        } catch (SafetensorsException | IllegalArgumentException e) {
            throw new Conflict(e.getMessage() + ".");
        }
    }
}
