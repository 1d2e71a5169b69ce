package inkling.http;

import io.javalin.security.RouteRole;
import java.nio.file.Path;

/**
 * Marks a route that takes larger bodies than the others do.
 *
 * @param bytes the most of them
 * @param folder where the files in it lie until the request is answered
 */
public record LargeBody(long bytes, Path folder) implements RouteRole {
    public LargeBody(long bytes) {
        this(bytes, Path.of(System.getProperty("java.io.tmpdir")));
    }
}
