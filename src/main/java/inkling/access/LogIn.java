package inkling.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Whether those who come have to log in.
 *
 * @param needed at the dashboard's own address
 * @param neededToLook at its read-only address
 * @param token what lets in whoever knows it, to do everything; one is drawn if none is given
 */
public record LogIn(boolean needed, boolean neededToLook, Optional<String> token) {
    private static final int SHORTEST = 16;

    /** @throws IllegalArgumentException with a sentence if the token is too short or cannot stand in an address */
    public LogIn {
        if (!token.map(each -> each.matches("[A-Za-z0-9._~-]{" + SHORTEST + ",200}"))
                .orElse(true)) {
            throw new IllegalArgumentException(
                    "must have " + SHORTEST + " to 200 letters without accents, digits or . _ ~ -");
        }
    }

    /** Nobody has to. */
    public static final LogIn NOT_NEEDED = new LogIn(false, false, Optional.empty());

    /** Whether an address is reached from this machine alone. */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // Binding it will fail, and say so.
        }
    }
}
