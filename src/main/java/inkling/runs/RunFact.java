package inkling.runs;

import inkling.archive.runs.Imported;
import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.dataset.Normalisation;
import inkling.text.Figures;
import inkling.text.Isolated;
import inkling.text.Text;
import inkling.training.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a run was asked for, or what it ran on.
 *
 * @param id the name that the API has for it, such as {@code lr}
 * @param title what the pages call it
 * @param value as the API writes it; empty where a run has none
 * @param text as the pages write it; empty where a run has none
 */
public record RunFact(
        String id, String title, Function<Run, Optional<Object>> value, Function<Run, Optional<String>> text) {
    /** In the order in which they are shown: the settings first. */
    public static final List<RunFact> ALL = all();

    /** How much of a fingerprint tells it apart. */
    private static final int FINGERPRINT = 12;

    private static List<RunFact> all() {
        List<RunFact> all = new ArrayList<>();
        all.add(of("imported", "Weights", run -> run.request().imported().map(Imported::file), text -> text));
        all.add(of(
                "normalisation",
                "Pixels",
                run -> run.request().imported().flatMap(Imported::normalisation),
                RunFact::normalised));
        for (Setting setting : Setting.values()) {
            all.add(of(setting));
            if (setting == Setting.ARCH) {
                all.add(of("parameters", "Parameters", Run::parameters, count -> Figures.count(count)));
            }
        }
        all.add(of(
                "device",
                "Device",
                run -> run.device().or(() -> Optional.of(run.request().device())),
                text -> text));
        all.add(of("dataset", "Data set", RunFact::dataset, DatasetKind::title));
        all.add(of("data", "Folder or file", run -> run.request().data().path(), text -> text));
        all.add(of("test", "Test set", run -> run.request().data().test(), text -> text));
        all.add(of(
                "data_version",
                "Corrections",
                run -> run.request().data().version().map(DatasetRequest.Version::name),
                Isolated::of));
        all.add(of("shape", "Each image", run -> run.data().map(TrainedOn::shape), ImageShape::toString));
        all.add(of(
                "images",
                "Images: training, validation, test",
                run -> run.data().map(data -> List.of(data.trainImages(), data.validationImages(), data.testImages())),
                counts -> counts.stream().map(Figures::count).collect(Collectors.joining(", "))));
        all.add(of("dataset_fingerprint", "Data, SHA-256", printed(print -> Optional.of(print.whole())), text -> text));
        all.add(of("test_fingerprint", "Test images, SHA-256", printed(Fingerprint::test), text -> text));
        all.add(of("program_version", "Inkling", run -> Optional.of(run.programVersion()), text -> text));
        return List.copyOf(all);
    }

    private static String normalised(Normalisation normalisation) {
        return normalisation.channels().stream()
                .map(channel -> Text.of(
                        "(pixel − %s) / %s", Figures.plain(channel.mean()), Figures.plain(channel.standardDeviation())))
                .collect(Collectors.joining(", "));
    }

    private static RunFact of(Setting setting) {
        return new RunFact(
                setting.id(),
                setting.title(),
                run -> run.setting(setting),
                run -> run.setting(setting).map(setting::show));
    }

    private static <T> RunFact of(String id, String title, Function<Run, Optional<T>> value, Function<T, String> text) {
        return new RunFact(
                id,
                title,
                run -> value.apply(run).map(Object.class::cast),
                run -> value.apply(run).map(text));
    }

    private static Optional<DatasetKind> dataset(Run run) {
        return run.data()
                .map(TrainedOn::kind)
                .or(() -> Optional.of(run.request().data().kind()));
    }

    private static Function<Run, Optional<String>> printed(Function<Fingerprint, Optional<String>> part) {
        return run -> run.data().map(TrainedOn::fingerprint).flatMap(part);
    }

    /** A text of it as it stands in a narrow column: the first digits tell fingerprints apart. */
    public String brief(String text) {
        return id.endsWith("_fingerprint") && text.length() > FINGERPRINT ? text.substring(0, FINGERPRINT) + "…" : text;
    }
}
