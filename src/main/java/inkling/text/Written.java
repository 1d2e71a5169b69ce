package inkling.text;

/** A value that forms, flags, the API and the database all write as one line of text, from which it can be read again. */
public interface Written {
    String text();
}
