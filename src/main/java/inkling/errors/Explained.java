package inkling.errors;

/** An exception whose message is a sentence for whoever asked for the work that it ended. */
public interface Explained {}
