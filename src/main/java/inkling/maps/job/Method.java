package inkling.maps.job;

import inkling.text.Named;

/** How many dimensions become two. */
public enum Method implements Named {
    /** The two directions in which the points vary most. */
    PCA("PCA"),
    /** Neighbours stay neighbours; everything else may bend. */
    TSNE("t-SNE");

    private final String title;

    Method(String title) {
        this.title = title;
    }

    /** As people call it. */
    public String title() {
        return title;
    }
}
