package inkling.network;

import inkling.errors.Explained;

/** A safetensors file cannot be read; the message is a sentence for the user that says which file and why. */
public final class SafetensorsException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1L;

    public SafetensorsException(String message) {
        super(message);
    }

    SafetensorsException(String message, Throwable cause) {
        super(message, cause);
    }
}
