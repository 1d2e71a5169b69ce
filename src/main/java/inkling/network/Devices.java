package inkling.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import inkling.text.Text;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The devices a run can use, by the names a form and a flag give them: {@code cpu}, {@code gpu0}, {@code gpu1}. */
public final class Devices {
    private static final String AUTO = "auto";
    private static final String CPU = "cpu";
    private static final String GPU = "gpu";

    /** What a library of PyTorch on the class path is known by. */
    private static final String LIBRARY = "native/lib/pytorch.properties";

    private final CompletableFuture<Integer> gpus;

    /** Begins to load PyTorch, which takes about half a second the first time; whoever asks for devices waits for that. */
    public Devices() {
        configure();
        gpus = CompletableFuture.supplyAsync(() -> usableGpus(Engine.getInstance()));
    }

    private static void configure() {
        // PyTorch's own threads wait for each other by spinning, which on a busy machine stalls a step for seconds.
        setUnlessGiven(Cores.THREADS, "1");
        // With a library at hand nothing is to be fetched; built for a GPU there is none, and DJL downloads CUDA's
        // once.
        boolean library = Devices.class.getClassLoader().getResource(LIBRARY) != null;
        setUnlessGiven("ai.djl.offline", String.valueOf(library));
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    Devices(int gpus) {
        this.gpus = CompletableFuture.completedFuture(gpus);
    }

    /** A GPU counts only if the PyTorch that was loaded can use it: the CPU's library is taken whenever it is there. */
    private static int usableGpus(Engine engine) {
        return engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
    }

    /** The CPU first, then every GPU. */
    public List<String> names() {
        return Stream.concat(Stream.of(CPU), IntStream.range(0, gpus.join()).mapToObj(i -> GPU + i))
                .toList();
    }

    /**
     * The device a request means: {@code auto} is the first GPU where there is one, else the CPU.
     *
     * @throws IllegalArgumentException with a sentence for the user if there is no such device
     */
    public String resolve(String requested) {
        List<String> names = names();
        if (requested.equals(AUTO)) {
            return names.get(Math.min(1, names.size() - 1));
        }
        if (!names.contains(requested)) {
            throw new IllegalArgumentException(
                    Text.of("device must be one of auto, %s, was %s", String.join(", ", names), requested));
        }
        return requested;
    }

    /**
     * DJL's word for a device.
     *
     * @param name one of {@link #names()}
     */
    public static Device device(String name) {
        return Device.fromName(name);
    }
}
