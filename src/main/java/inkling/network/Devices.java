package inkling.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import inkling.text.Text;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The devices a run can use, by the names a form and a flag give them: {@code cpu}, {@code gpu0}, {@code gpu1}, and that of
 * a cluster where there is one, which trains and does nothing else.
 */
public final class Devices {
    private static final String AUTO = "auto";
    private static final String CPU = "cpu";
    private static final String GPU = "gpu";

    /** What a library of PyTorch on the class path is known by. */
    private static final String LIBRARY = "native/lib/pytorch.properties";

    /** With one of these DJL takes another library than that. */
    private static final List<String> OTHER_LIBRARIES = List.of("PYTORCH_LIBRARY_PATH", "PYTORCH_VERSION");

    private static final Logger log = LoggerFactory.getLogger(Devices.class);

    private final Supplier<Integer> gpus;
    private final List<String> elsewhere;
    private @Nullable CompletableFuture<Void> prepared;

    /**
     * Loads PyTorch only where nobody but itself can say what there is, and then beside: whoever asks for devices waits for
     * that. The library of the class path is always the CPU's.
     *
     * @param elsewhere what there is besides to train on, by name
     */
    public Devices(List<String> elsewhere) {
        this.elsewhere = List.copyOf(elsewhere);
        boolean library = Devices.class.getClassLoader().getResource(LIBRARY) != null;
        configure(library);
        if (library && OTHER_LIBRARIES.stream().noneMatch(Devices::isSet)) {
            gpus = () -> 0;
        } else {
            gpus = CompletableFuture.supplyAsync(() -> usableGpus(Engine.getInstance()), Devices::beside)::join;
        }
    }

    /** Those of this machine alone. */
    public Devices() {
        this(List.of());
    }

    /** On a thread that finds classes where the caller does, as those of the common pool need not. */
    private static void beside(Runnable load) {
        Thread thread = new Thread(load, "pytorch");
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean isSet(String name) {
        return System.getenv(name) != null || System.getProperty(name) != null;
    }

    private static void configure(boolean library) {
        // PyTorch's own threads wait for each other by spinning, which on a busy machine stalls a step for seconds.
        setUnlessGiven(Cores.THREADS, "1");
        // With a library at hand nothing is to be fetched; built for a GPU there is none, and DJL downloads CUDA's
        // once.
        setUnlessGiven("ai.djl.offline", String.valueOf(library));
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    Devices(int gpus, String... elsewhere) {
        this.gpus = () -> gpus;
        this.elsewhere = List.of(elsewhere);
    }

    /**
     * Begins to load PyTorch beside, unless that was done, so that who needs it first does not wait for it: half a second,
     * and some the first time on a machine.
     *
     * @return is done when PyTorch is there; fails where it does not load
     */
    public synchronized CompletableFuture<Void> prepare() {
        if (prepared == null) {
            prepared = CompletableFuture.runAsync(Engine::getInstance, Devices::beside)
                    .whenComplete((loaded, failure) -> {
                        if (failure != null) {
                            log.error("PyTorch does not load: no network can be trained or asked here.", failure);
                        }
                    });
        }
        return prepared;
    }

    /** A GPU counts only if the PyTorch that was loaded can use it: the CPU's library is taken whenever it is there. */
    private static int usableGpus(Engine engine) {
        return engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
    }

    /** The CPU first, then every GPU, then what is elsewhere. */
    public List<String> names() {
        return Stream.concat(here().stream(), elsewhere.stream()).toList();
    }

    /** The CPU first, then every GPU: those that can do anything, and not training alone. */
    public List<String> here() {
        return Stream.concat(Stream.of(CPU), IntStream.range(0, gpus.get()).mapToObj(i -> GPU + i))
                .toList();
    }

    /** The one of some devices that {@code auto} means: the first GPU where there is one, else the CPU. */
    public static String auto(List<String> names) {
        return names.stream().filter(name -> name.startsWith(GPU)).findFirst().orElse(CPU);
    }

    /**
     * The device a request means.
     *
     * @throws IllegalArgumentException with a sentence for the user if there is no such device
     */
    public String resolve(String requested) {
        List<String> names = names();
        if (requested.equals(AUTO)) {
            return auto(names);
        }
        if (!names.contains(requested)) {
            throw new IllegalArgumentException(
                    Text.of("device must be one of auto, %s, was %s", String.join(", ", names), requested));
        }
        return requested;
    }

    /** The device of that name; where this machine has none, as for a run that was trained elsewhere, the one that {@code auto} means. */
    public String orAny(String name) {
        List<String> here = here();
        return here.contains(name) ? name : auto(here);
    }

    /**
     * DJL's word for a device.
     *
     * @param name one of {@link #here()}
     */
    public static Device device(String name) {
        return Device.fromName(name);
    }
}
