package inkling.http;

/**
 * A second address to listen on, at which everything can be looked at and nothing changed.
 *
 * @param host the address it binds
 * @param port the port it binds; 0 for any that is free
 */
public record ReadOnlyAddress(String host, int port) {}
