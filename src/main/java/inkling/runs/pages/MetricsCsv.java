package inkling.runs.pages;

import inkling.runs.store.RunSnapshot;
import java.util.stream.Collectors;

/** A run's metrics as tables for other programs: commas, full precision, a line of names first. */
final class MetricsCsv {
    private MetricsCsv() {}

    static String epochs(RunSnapshot snapshot) {
        return snapshot.epochs().stream()
                .map(epoch -> "%d,%s,%s,%s,%s,%s\n"
                        .formatted(
                                epoch.epoch(),
                                epoch.seconds(),
                                epoch.trainLoss(),
                                epoch.trainAccuracy(),
                                epoch.validLoss(),
                                epoch.validAccuracy()))
                .collect(Collectors.joining(
                        "", "epoch,seconds,train_loss,train_accuracy,valid_loss,valid_accuracy\n", ""));
    }

    /** Each line is the mean over the window of steps that ends with its step. */
    static String steps(RunSnapshot snapshot) {
        return snapshot.steps().stream()
                .map(step -> "%d,%d,%d,%s,%s,%s\n"
                        .formatted(
                                step.step(), step.epoch(), step.steps(), step.loss(), step.accuracy(), step.seconds()))
                .collect(Collectors.joining("", "step,epoch,window,loss,accuracy,seconds\n", ""));
    }
}
