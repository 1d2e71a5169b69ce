package inkling.runlist.filter;

/** The value of a field that a run has none of: {@code sweep=none}. */
public enum Missing {
    VALUE
}
