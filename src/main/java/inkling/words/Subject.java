package inkling.words;

import inkling.text.Named;

/** What a term is about; in the order in which they are read. */
public enum Subject implements Named {
    NETWORK("The network"),
    TRAINING("Training"),
    JUDGING("Judging a network"),
    DATA("What is wrong with the data"),
    INSIDE("Looking inside"),
    COMPARING("Comparing runs");

    private final String title;

    Subject(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
