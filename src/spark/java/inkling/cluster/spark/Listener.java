package inkling.cluster.spark;

/** Hears what executors say of one job, and answers at once. Used on any thread. */
interface Listener {
    /** @throws IllegalArgumentException if nothing of the kind can be said of that job */
    Message<Answer> receive(Message<Report> message);
}
