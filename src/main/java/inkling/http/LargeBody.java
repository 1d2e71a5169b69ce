package inkling.http;

import io.javalin.security.RouteRole;

/**
 * Marks a route that takes larger bodies than the others do.
 *
 * @param bytes the most of them
 */
public record LargeBody(long bytes) implements RouteRole {}
