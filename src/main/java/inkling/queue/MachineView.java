package inkling.queue;

import inkling.cluster.Cluster.Machine;
import inkling.text.Figures;
import inkling.worker.LiveJob;
import java.util.List;

/**
 * A machine of the cluster in the words of the page; the templates read its methods as properties.
 *
 * @param jobs what it does just now
 */
record MachineView(Machine machine, List<LiveJob> jobs) {
    /** @param all that run, on whatever device */
    static List<MachineView> of(List<Machine> machines, List<LiveJob> all) {
        return machines.stream()
                .map(machine -> new MachineView(
                        machine,
                        all.stream()
                                .filter(job -> machine.jobs().contains(job.id()))
                                .toList()))
                .toList();
    }

    /** {@code 4 cores, 1 GPU}. */
    public String has() {
        String cores = Figures.plural(machine.cores(), "core");
        return machine.gpus() == 0 ? cores : cores + ", " + Figures.plural(machine.gpus(), "GPU");
    }
}
