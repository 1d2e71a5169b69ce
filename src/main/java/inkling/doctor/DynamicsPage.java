package inkling.doctor;

import inkling.analysis.TrainingDynamics;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.doctor.DynamicsStudy.Learnt;
import inkling.http.FormInput;
import inkling.runs.EpochRequest;
import inkling.studies.Studies;
import inkling.studies.Study;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How each training image was learnt: a map of them all, and the images at its edges. */
public final class DynamicsPage {
    /** Shares that a region can have, in percent; the paper's first. */
    private static final List<Integer> SHARES = List.of(33, 10, 5, 1);

    /** The most that a probability can vary. */
    private static final double MOST_VARIABILITY = 0.5;

    private static final int MOST_SHORT = 65_535;

    private final RunArchive archive;
    private final Studies studies;
    private final DynamicsStudy kind;

    DynamicsPage(RunArchive archive, Studies studies, DynamicsStudy kind) {
        this.archive = archive;
        this.studies = studies;
        this.kind = kind;
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Run run = request.run();
        int share = share(request);
        List<Integer> epochs = kind.epochs(run);
        Map<String, Object> model = request.model();
        model.put("enough", epochs.size() >= DynamicsStudy.FEWEST);
        model.put("study", studies.view(kind, run, Map.of()));
        model.put("share", share);
        model.put("shares", SHARES);
        finished(run)
                .ifPresent(study -> studies.result(kind, study).ifPresent(learnt -> {
                    model.put("view", DynamicsView.of(run, learnt, share));
                    model.put("newer", !learnt.asked().equals(epochs));
                    model.put("classNames", run.data().orElseThrow().classNames());
                    model.put("data", data(study, run, learnt));
                }));
        context.render("doctor/dynamics.html", model);
    }

    private static int share(EpochRequest request) {
        return request.asked("share")
                .map(text -> FormInput.choose("share", SHARES, String::valueOf, text))
                .orElse(SHARES.get(0));
    }

    private Optional<Study> finished(Run run) {
        return studies.finished(kind, run).stream().findFirst();
    }

    /**
     * What the page's script needs besides the points.
     *
     * @param epoch the last one that was measured
     */
    record PageData(long study, long run, String split, List<String> names, int epochs, int epoch) {}

    private static PageData data(Study study, Run run, Learnt learnt) {
        int epochs = learnt.epochs().size();
        return new PageData(
                study.id(),
                run.id(),
                ImageSplit.TRAIN.id(),
                run.data().orElseThrow().outputNames(),
                epochs,
                learnt.epochs().get(epochs - 1));
    }

    /** Of every training image, in their order; then the lists of indices. */
    private record DynamicsJson(
            long run,
            List<Integer> epochs,
            List<Integer> missing,
            byte[] label,
            float[] confidence,
            float[] variability,
            double[] correctness,
            float[] margin,
            byte[] forgotten,
            int share,
            Map<DynamicsView.Kind, int[]> lists) {}

    public void json(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Learnt learnt = required(request.run());
        TrainingDynamics dynamics = learnt.dynamics();
        double[] correctness = new double[dynamics.size()];
        Arrays.setAll(correctness, dynamics::correctness);
        int share = share(request);
        context.json(new DynamicsJson(
                request.run().id(),
                learnt.epochs(),
                learnt.missing(),
                learnt.labels(),
                dynamics.confidence(),
                dynamics.variability(),
                correctness,
                dynamics.margin(),
                dynamics.forgotten(),
                share,
                DynamicsView.indices(dynamics, share)));
    }

    private Learnt required(Run run) {
        return finished(run)
                .flatMap(study -> studies.result(kind, study))
                .orElseThrow(() -> studies.missing(kind, run, kind.asked(run, Map.of())));
    }

    /**
     * The points of the map, little-endian: uint16 (N, 2) of variability, 65,535 at a half, and confidence, 65,535 at 1; then
     * uint8 (N) each of labels, right epochs and forgetting events.
     */
    public void points(Context context) {
        Learnt learnt = required(EpochRequest.run(archive, context));
        TrainingDynamics dynamics = learnt.dynamics();
        ByteBuffer bytes = ByteBuffer.allocate(7 * dynamics.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < dynamics.size(); i++) {
            bytes.putShort(shares(dynamics.variability()[i] / MOST_VARIABILITY));
            bytes.putShort(shares(dynamics.confidence()[i]));
        }
        bytes.put(learnt.labels()).put(dynamics.right()).put(dynamics.forgotten());
        context.header("Cache-Control", "no-cache");
        context.contentType("application/octet-stream").result(bytes.array());
    }

    private static short shares(double share) {
        return (short) Math.round(Math.min(1, share) * MOST_SHORT);
    }
}
