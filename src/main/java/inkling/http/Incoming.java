package inkling.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * What is settled of a request before anything looks at it: the path below which it asked, that it has one method only,
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
        BasePath base = proxies.of(request);
        request.setAttribute(BasePath.class.getName(), base);
        AtReadOnly.mark(request);
        boolean head = request.getMethod().equals("HEAD");
        if (head) {
            request.setAttribute(HEAD, true);
        }
        HttpURI asked = request.getHttpURI();
        String path = asked.getPath() == null ? null : base.off(asked.getPath());
        HttpURI uri = path == null || path.equals(asked.getPath())
                ? asked
                : HttpURI.build(asked, path, asked.getParam(), asked.getQuery()).asImmutable();
        HttpFields headers = request.getHeaders().contains(OTHER_METHOD)
                ? HttpFields.build(request.getHeaders()).remove(OTHER_METHOD).asImmutable()
                : request.getHeaders();
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
        };
    }
}
