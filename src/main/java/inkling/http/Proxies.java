package inkling.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * What stands between browsers and this server, and what is believed of what it says: of a trusted proxy {@code
 * X-Forwarded-Prefix}, {@code -Host}, {@code -Proto} and {@code -For}; of everybody else, and of every other header,
 * nothing.
 *
 * @param base the path that proxies put the program below
 * @param trusted addresses, or ranges as {@code 172.16.0.0/12}, of proxies that are believed
 */
public record Proxies(BasePath base, List<String> trusted) {
    /** Nothing at all. */
    public static final Proxies NONE = new Proxies(BasePath.NONE, List.of());

    /** An address, with its port or without. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d+)?|\\[([0-9a-fA-F:.]+)](?::\\d+)?|([0-9a-fA-F.]*:[0-9a-fA-F:.]*)");

    /** @throws IllegalArgumentException if a proxy's address is none */
    public Proxies {
        trusted = List.copyOf(trusted);
        addresses(trusted);
    }

    /**
     * Whether and how a request was asked of a proxy.
     *
     * @param base below which path
     * @param host by which name; empty if as the request has it
     * @param secure whether over TLS
     * @param client from where; empty if from where the connection comes
     */
    record Forwarded(BasePath base, Optional<String> host, boolean secure, Optional<InetAddress> client) {}

    /** @throws HttpException.RuntimeException 400 if a trusted proxy names a path or a host that is none */
    Forwarded of(Request request) {
        InetAddressSet believed = addresses(trusted);
        if (!(request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress from)
                || trusted.isEmpty()
                || !believed.test(from.getAddress())) {
            return new Forwarded(base, Optional.empty(), false, Optional.empty());
        }
        return new Forwarded(
                header(request, "X-Forwarded-Prefix").map(Proxies::prefix).orElse(base),
                header(request, "X-Forwarded-Host").map(Proxies::last).map(Proxies::host),
                header(request, "X-Forwarded-Proto")
                        .map(Proxies::last)
                        .filter("https"::equalsIgnoreCase)
                        .isPresent(),
                client(request.getHeaders().getValuesList("X-Forwarded-For"), believed));
    }

    private static Optional<String> header(Request request, String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    private static BasePath prefix(String text) {
        try {
            return BasePath.of(text);
        } catch (IllegalArgumentException e) {
            throw new HttpException.RuntimeException(400, "X-Forwarded-Prefix " + e.getMessage(), e);
        }
    }

    private static String host(String text) {
        try {
            return new HostPort(text).toString();
        } catch (IllegalArgumentException e) {
            throw new HttpException.RuntimeException(400, "X-Forwarded-Host must be a name", e);
        }
    }

    /** Of several what the nearest proxy added. */
    private static String last(String list) {
        return list.substring(list.lastIndexOf(',') + 1).strip();
    }

    /** The last one that is not a trusted proxy itself: what stands before it anybody may have written. */
    private static Optional<InetAddress> client(List<String> hops, InetAddressSet believed) {
        String[] all = String.join(",", hops).split(",");
        Optional<InetAddress> client = Optional.empty();
        for (int i = all.length - 1; i >= 0; i--) {
            Optional<InetAddress> hop = address(all[i].strip());
            if (hop.isEmpty()) {
                return client;
            }
            client = hop;
            if (!believed.test(hop.get())) {
                return client;
            }
        }
        return client;
    }

    private static Optional<InetAddress> address(String text) {
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            String literal = Optional.ofNullable(parts.group(1))
                    .or(() -> Optional.ofNullable(parts.group(2)))
                    .orElseGet(() -> parts.group(3));
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
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
