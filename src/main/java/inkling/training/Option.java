package inkling.training;

import inkling.text.Named;

/** One of the few things that a setting may be. */
public interface Option extends Named {
    /** The name a page shows within a sentence. */
    String title();
}
