package inkling.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * What is settled of a request before anything looks at it: what a trusted proxy says of it, that it has one method only,
 * and that HEAD is answered like GET. The connection knows what was asked, and sends no body to a HEAD.
 */
final class Incoming implements HttpConfiguration.Customizer {
    /** Of a request that wants an answer's headers only, so that nobody begins an answer without an end. */
    static final String HEAD = "inkling.head";

    /** Javalin would route by it, behind the back of whoever judges the method. */
    private static final String OTHER_METHOD = "X-HTTP-Method-Override";

    private final Proxies proxies;

    Incoming(Proxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        Proxies.Forwarded forwarded = proxies.of(request);
        BasePath base = forwarded.base();
        request.setAttribute(BasePath.class.getName(), base);
        AtReadOnly.mark(request);
        boolean head = request.getMethod().equals("HEAD");
        if (head) {
            request.setAttribute(HEAD, true);
        }
        HttpURI asked = request.getHttpURI();
        String path = asked.getPath() == null ? null : base.off(asked.getPath());
        HttpURI.Mutable uri = path == null || path.equals(asked.getPath())
                ? HttpURI.build(asked)
                : HttpURI.build(asked, path, asked.getParam(), asked.getQuery());
        if (forwarded.secure()) {
            uri.scheme("https");
        }
        HttpFields.Mutable headers = HttpFields.build(request.getHeaders()).remove(OTHER_METHOD);
        forwarded.host().ifPresent(host -> {
            headers.put("Host", host);
            uri.authority(host); // Jetty refuses a request that has two names.
        });
        return wrapped(request, head, uri.asImmutable(), headers.asImmutable(), connection(request, forwarded));
    }

    /** The connection as if it came from where the proxy was asked from. */
    private static ConnectionMetaData connection(Request request, Proxies.Forwarded forwarded) {
        ConnectionMetaData own = request.getConnectionMetaData();
        return forwarded
                .client()
                .<ConnectionMetaData>map(client -> new ConnectionMetaData.Wrapper(own) {
                    @Override
                    public SocketAddress getRemoteSocketAddress() {
                        return new InetSocketAddress(client, 0);
                    }
                })
                .orElse(own);
    }

    private static Request wrapped(
            Request request, boolean head, HttpURI uri, HttpFields headers, ConnectionMetaData connection) {
        return new Request.Wrapper(request) {
            @Override
            public String getMethod() {
                return head ? "GET" : super.getMethod();
            }

            @Override
            public HttpURI getHttpURI() {
                return uri;
            }

            @Override
            public HttpFields getHeaders() {
                return headers;
            }

            @Override
            public ConnectionMetaData getConnectionMetaData() {
                return connection;
            }
        };
    }
}
