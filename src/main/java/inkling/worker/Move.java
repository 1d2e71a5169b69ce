package inkling.worker;

import inkling.text.Named;

/** Where a waiting job is to go, among those that wait for the same device. */
public enum Move implements Named {
    FIRST,
    UP,
    DOWN
}
