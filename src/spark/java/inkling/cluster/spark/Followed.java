package inkling.cluster.spark;

import inkling.training.Checkpoint;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What one job on the cluster is about: what executors are to do, and who is told what they say of it. */
interface Followed {
    /**
     * What an executor is to do.
     *
     * @param checkpoint to begin with, as bytes; not copied
     * @param wantsCheckpoint whether to ask where it stands
     */
    record Beginning(Work work, byte[] checkpoint, BooleanSupplier wantsCheckpoint) {}

    /** An executor begins, the first one or another one after the first was lost; empty if nothing is left to do. */
    Optional<Beginning> begin();

    /**
     * An event.
     *
     * @param here where the training stands after it, where that is known
     */
    void tell(Event event, Optional<Checkpoint> here);
}
