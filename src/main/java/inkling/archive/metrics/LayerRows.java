package inkling.archive.metrics;

import inkling.training.DeadUnits;
import inkling.training.LayerNorms;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of what runs measured layer by layer. */
final class LayerRows {
    private LayerRows() {}

    static void insertNorms(Handle handle, long run, List<LayerNorms> norms) {
        if (norms.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into layer_norm (run_id, step, epoch, layer, gradient_norm, update_norm, weight_norm)
                values (:run, :step, :epoch, :layer, :gradientNorm, :updateNorm, :weightNorm)
                """);
        norms.forEach(each -> batch.bind("run", run).bindMethods(each).add());
        batch.execute();
    }

    static void insertUnits(Handle handle, long run, List<DeadUnits> units) {
        if (units.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into dead_unit (run_id, epoch, layer, units, dead) values (:run, :epoch, :layer, :units, :dead)
                """);
        units.forEach(each -> batch.bind("run", run).bindMethods(each).add());
        batch.execute();
    }

    /** Those behind a step, in order; within a step by the layers' names. */
    static List<LayerNorms> norms(Handle handle, long run, long after) {
        return handle.createQuery("""
                        select step, epoch, layer, gradient_norm, update_norm, weight_norm
                        from layer_norm where run_id = :run and step > :after order by step, layer
                        """)
                .bind("run", run)
                .bind("after", after)
                .mapTo(LayerNorms.class)
                .list();
    }

    /** Those of the last step that was measured. */
    static List<LayerNorms> lastNorms(Handle handle, long run) {
        return handle.createQuery("""
                        select step, epoch, layer, gradient_norm, update_norm, weight_norm
                        from layer_norm where run_id = :run
                            and step = (select max(step) from layer_norm where run_id = :run)
                        """).bind("run", run).mapTo(LayerNorms.class).list();
    }

    static List<DeadUnits> units(Handle handle, long run, int after) {
        return handle.createQuery("""
                        select epoch, layer, units, dead
                        from dead_unit where run_id = :run and epoch > :after order by epoch, layer
                        """)
                .bind("run", run)
                .bind("after", after)
                .mapTo(DeadUnits.class)
                .list();
    }
}
