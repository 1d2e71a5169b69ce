package inkling.training;

import inkling.errors.Explained;
import inkling.network.Blueprint;
import inkling.text.Figures;
import inkling.text.Text;
import java.lang.management.ManagementFactory;

/**
 * What a step of training takes of the memory.
 *
 * @param batch images at once
 * @param bytes about as many as a training holds on its device: of each parameter itself, its gradient and what the
 *     optimiser remembers, and of each layer its numbers for a batch and their gradients
 * @param updating what Java's memory holds on the CPU when a checkpoint is made: what the optimiser remembers, and copies of
 *     that and of the parameters
 */
public record StepMemory(Blueprint network, int batch, long bytes, long updating) {
    /** Of Java's memory, for the pictures of a batch: it holds several copies of them, beside the data set. */
    private static final int SHARE = 4;

    /** There is not enough memory; the message is a sentence for the user with the figures. */
    public static final class TooLargeException extends IllegalArgumentException implements Explained {
        private static final long serialVersionUID = 1L;

        TooLargeException(String sentence) {
            super(sentence);
        }
    }

    /** @param images that are trained on; a batch has no more */
    public static StepMemory of(Hyperparameters settings, Blueprint network, int images) {
        int batch = Math.min(settings.batchSize(), images);
        int slots = UpdateRule.slots(settings).size();
        long all = (long) Float.BYTES * network.parameterCount();
        long numbers = 2L * Float.BYTES * batch * network.activations();
        return new StepMemory(network, batch, (2 + slots) * all + numbers, (2 + 2L * slots) * all);
    }

    /**
     * Itself, if it can be had.
     *
     * @param device one of {@link inkling.network.Devices#here()}; what a GPU has is not known beforehand
     * @throws TooLargeException if not
     */
    public StepMemory on(String device) {
        return on(device, Runtime.getRuntime().maxMemory());
    }

    /** @param heap bytes that Java can have */
    StepMemory on(String device, long heap) {
        long pictures = (long) Float.BYTES * batch * network.input().size();
        require("A batch", pictures, Math.min(Integer.MAX_VALUE, heap / SHARE));
        if (device.equals("cpu")) {
            require("The update after a batch", updating, heap - heap / SHARE);
            long otherGradients = (Training.PARTS_ON_CPU - 1L) * Float.BYTES * network.parameterCount();
            require("A step", bytes + otherGradients, Math.max(machine() - heap, machine() / SHARE));
        }
        return this;
    }

    private void require(String what, long needed, long free) {
        if (needed > free) {
            throw new TooLargeException(Text.of(
                    "%s of %s of %s takes about %s of memory; here there is room for %s. Choose a smaller batch size, a smaller image size or a smaller network.",
                    what, Figures.plural(batch, "image"), network.input(), Figures.bytes(needed), Figures.bytes(free)));
        }
    }

    private static long machine() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }
}
