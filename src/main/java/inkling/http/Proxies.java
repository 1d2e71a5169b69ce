package inkling.http;

import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * What stands between browsers and this server.
 *
 * @param base the path that proxies put the program below
 * @param trusted addresses, or ranges as {@code 172.16.0.0/12}, of proxies that may name another path for a request
 */
public record Proxies(BasePath base, List<String> trusted) {
    /** Nothing at all. */
    public static final Proxies NONE = new Proxies(BasePath.NONE, List.of());

    /** @throws IllegalArgumentException if a proxy's address is none */
    public Proxies {
        trusted = List.copyOf(trusted);
        addresses(trusted);
    }

    /** @throws HttpException.RuntimeException 400 if a trusted proxy names a path that is none */
    BasePath of(Request request) {
        String prefix = request.getHeaders().get("X-Forwarded-Prefix");
        if (prefix == null
                || !(request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress from)) {
            return base;
        }
        try {
            return addresses(trusted).test(from.getAddress()) ? BasePath.of(prefix) : base;
        } catch (IllegalArgumentException e) {
            throw new HttpException.RuntimeException(400, "X-Forwarded-Prefix " + e.getMessage(), e);
        }
    }

    private static InetAddressSet addresses(List<String> trusted) {
        InetAddressSet addresses = new InetAddressSet();
        for (String each : trusted) {
            try {
                addresses.add(each);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "must be addresses such as 127.0.0.1 or 172.16.0.0/12, was " + each, e);
            }
        }
        return addresses;
    }
}
