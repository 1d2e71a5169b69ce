package inkling.worker;

/** Where a waiting job is to go, among those that wait for the same device. */
public enum Move {
    FIRST,
    UP,
    DOWN
}
