package inkling.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.eclipse.jetty.http.HttpException;

/**
 * The rest of a body that was refused. Closing a connection on which more arrives resets it, and a browser then shows that
 * instead of the answer; so a while is given to what is still on its way.
 */
final class UnreadBody {
    private static final int MOST_BYTES = 64 << 20;
    private static final int AT_ONCE = 1 << 16;
    /** Without a byte: whoever waits for the answer before sending gets it then. */
    private static final int MOST_QUIET_MILLIS = 100;

    private static final int PAUSE_MILLIS = 5;

    private UnreadBody() {}

    /** Called when the answer is known and not yet sent. */
    static void discard(Context context) {
        long told = context.req().getContentLengthLong();
        boolean none = told <= 0 && context.header("Transfer-Encoding") == null;
        if (none || context.header("Expect") != null) {
            return;
        }
        try {
            discard(context.req().getInputStream(), told < 0 ? MOST_BYTES : Math.min(MOST_BYTES, told));
        } catch (IOException | IllegalStateException | HttpException.RuntimeException e) {
            // The client is gone, sends nonsense, or all was read in another way: then there is nothing to wait for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void discard(ServletInputStream body, long most) throws IOException, InterruptedException {
        byte[] unread = new byte[AT_ONCE];
        int bytes = 0;
        int quiet = 0;
        while (bytes < most && quiet < MOST_QUIET_MILLIS && !body.isFinished()) {
            if (body.available() > 0) {
                bytes += Math.max(0, body.read(unread));
                quiet = 0;
            } else {
                Thread.sleep(PAUSE_MILLIS);
                quiet += PAUSE_MILLIS;
            }
        }
    }
}
