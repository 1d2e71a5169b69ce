package inkling.cluster.spark;

import org.jspecify.annotations.Nullable;

/**
 * What the driver answers a report.
 *
 * @param work what is to be done, where that was asked for and is known
 */
record Answer(Command command, @Nullable Work work) {
    /** What an executor is to do next. */
    enum Command {
        GO_ON,
        /** Send where the training stands after what was just told, and then go on. */
        CHECKPOINT,
        /** Go on in a moment: the driver is not ready, or behind. */
        WAIT,
        /** Nobody wants to hear more. */
        STOP
    }

    static Message<Answer> of(Command command) {
        return new Message<>(new Answer(command, null));
    }
}
