package inkling.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is made while it is sent, so that its length is not known. If it cannot be made to its end the connection
 * breaks: whoever receives it would take it for a whole one otherwise.
 */
public final class Download {
    private static final Logger log = LoggerFactory.getLogger(Download.class);
    /** A browser may ask where to put it, and a disk may be slow. */
    private static final long PATIENCE_MILLIS = 120_000;

    private Download() {}

    /** Writes what a file holds. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Sends a file, whose type and name are among the headers already. */
    public static void send(Context context, Content content) {
        EndPoint connection = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        long patience = connection.getIdleTimeout();
        connection.setIdleTimeout(PATIENCE_MILLIS);
        try {
            // Not by way of Javalin, which would pack it.
            OutputStream out = context.res().getOutputStream();
            content.writeTo(out);
            out.flush();
        } catch (IOException | CancellationException e) {
            log.info("{} broke off: {}", context.path(), e.toString());
            connection.close();
        } finally {
            connection.setIdleTimeout(patience);
        }
    }
}
