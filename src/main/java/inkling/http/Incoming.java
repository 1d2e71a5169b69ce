package inkling.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/** What is settled of a request before anything looks at it: the path below which it asked. */
final class Incoming implements HttpConfiguration.Customizer {
    private final Proxies proxies;

    Incoming(Proxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        BasePath base = proxies.of(request);
        request.setAttribute(BasePath.class.getName(), base);
        HttpURI asked = request.getHttpURI();
        String path = asked.getPath() == null ? null : base.off(asked.getPath());
        HttpURI uri = path == null || path.equals(asked.getPath())
                ? asked
                : HttpURI.build(asked, path, asked.getParam(), asked.getQuery()).asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpURI getHttpURI() {
                return uri;
            }
        };
    }
}
