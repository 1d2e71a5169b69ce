package ai.djl.pytorch.engine;

import ai.djl.Device;
import java.util.function.Consumer;

/**
 * Stands in tests before DJL's own class of this name, which is asked whenever DJL makes an array, moves one to a device
 * or reads one from another device than the CPU. It knows two devices more. {@code pretended} lies in the CPU's memory
 * and is another device to all of Java, so that what is meant for a GPU can be run and watched. Of {@code meta} PyTorch
 * keeps shapes alone, and refuses whatever needs a number.
 */
public final class PtDeviceType {
    private static volatile boolean pretending;
    private static volatile Consumer<Device> witness = device -> {};

    private PtDeviceType() {}

    /**
     * From now on what lies in the CPU's memory is on {@code pretended}.
     *
     * @param watching is told the device of every array that is made, moved or read, on the thread that does it
     */
    public static void pretend(Consumer<Device> watching) {
        pretending = true;
        witness = watching;
    }

    public static void endPretence() {
        pretending = false;
        witness = device -> {};
    }

    /** PyTorch's number of it. */
    public static int toDeviceType(Device device) {
        witness.accept(device);
        return switch (device.getDeviceType()) {
            case "cpu", "pretended" -> 0;
            case "gpu" -> 1;
            case "mps" -> 13;
            case "meta" -> 14;
            default -> throw new IllegalArgumentException("Unsupported device: " + device);
        };
    }

    public static String fromDeviceType(int type) {
        return switch (type) {
            case 0 -> pretending ? "pretended" : "cpu";
            case 1 -> "gpu";
            case 13 -> "mps";
            case 14 -> "meta";
            default -> throw new IllegalArgumentException("Unsupported deviceType: " + type);
        };
    }
}
