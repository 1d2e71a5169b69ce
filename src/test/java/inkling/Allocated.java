package inkling;

import java.lang.management.ManagementFactory;

/** How much memory this thread has taken since, whether it has given it back or not. */
public final class Allocated {
    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long before = threads.getCurrentThreadAllocatedBytes();

    public long bytes() {
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
