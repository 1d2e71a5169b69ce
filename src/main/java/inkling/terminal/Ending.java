package inkling.terminal;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;

/** How the process ends when Ctrl-C or SIGTERM tells it to: in order the first time, at once the second time. */
public final class Ending {
    private Ending() {}

    /**
     * Says what is to be done before the process ends, however it ends.
     *
     * @param inOrder called on a thread of its own; the process ends when it returns
     */
    public static void prepare(Runnable inOrder) {
        Thread hook = new Thread(
                () -> {
                    endAtOnceOn("INT", 130);
                    endAtOnceOn("TERM", 143);
                    inOrder.run();
                },
                "ending");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Does something on this thread, and has it cancelled when the process is told to end, which then waits for its end.
     *
     * @param cancel called on a thread of its own
     * @param work gives the exit status, soon when it was cancelled
     */
    public static int cancelling(Runnable cancel, IntSupplier work) {
        CountDownLatch ended = new CountDownLatch(1);
        prepare(() -> {
            cancel.run();
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return work.getAsInt();
        } finally {
            ended.countDown();
        }
    }

    /**
     * Has a signal end the process from now on, with the status that shells give it; the JVM itself swallows signals while
     * it waits for its hooks.
     *
     * <p>Found by name, since the compiler warns of whoever imports {@code sun.misc}, the only way to a signal there is.
     */
    private static void endAtOnceOn(String signal, int status) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            MethodHandle halt = MethodHandles.lookup()
                    .findVirtual(Runtime.class, "halt", methodType(void.class, int.class))
                    .bindTo(Runtime.getRuntime());
            MethodHandle handler =
                    MethodHandles.dropArguments(MethodHandles.insertArguments(halt, 0, status), 0, signals);
            signals.getMethod("handle", signals, handlers)
                    .invoke(
                            null,
                            signals.getConstructor(String.class).newInstance(signal),
                            MethodHandleProxies.asInterfaceInstance(handlers, handler));
        } catch (ReflectiveOperationException e) {
            // Another kind of JVM, or one that was told to leave signals alone (-Xrs): then the first one must do.
        }
    }
}
