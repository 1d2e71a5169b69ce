package inkling.maps.job;

import java.util.Locale;

/** How many dimensions become two. */
public enum Method {
    /** The two directions in which the points vary most. */
    PCA("PCA"),
    /** Neighbours stay neighbours; everything else may bend. */
    TSNE("t-SNE");

    private final String title;

    Method(String title) {
        this.title = title;
    }

    /** As it stands in addresses. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As people call it. */
    public String title() {
        return title;
    }
}
