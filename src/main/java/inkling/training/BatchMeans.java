package inkling.training;

/** Adds up an epoch's batches, as the notebook does: each weighs the same, a last, smaller one as well. */
final class BatchMeans {
    private double loss;
    private double accuracy;
    private int batches;

    /** What an epoch has added up so far. */
    BatchMeans(Checkpoint.Within within) {
        loss = within.loss();
        accuracy = within.accuracy();
        batches = within.steps();
    }

    void add(Score batch) {
        loss += batch.loss();
        accuracy += batch.accuracy();
        batches++;
    }

    Checkpoint.Within within(double seconds) {
        return new Checkpoint.Within(batches, loss, accuracy, seconds);
    }

    Score mean() {
        return new Score(loss / batches, accuracy / batches);
    }
}
