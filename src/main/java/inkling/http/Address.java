package inkling.http;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An address on its way, with only the parameters that say something. */
public final class Address {
    private final String path;
    private final Map<String, String> query = new LinkedHashMap<>();

    public Address(String path) {
        this.path = path;
    }

    /** The one that was asked for, with its query as it was sent. */
    public static String of(Context context) {
        String query = context.queryString();
        return query == null ? context.path() : context.path() + "?" + query;
    }

    /** The same address, to go another way from. */
    public Address copy() {
        return new Address(path).with(query);
    }

    public Address with(String name, Object value) {
        query.put(name, value.toString());
        return this;
    }

    public Address with(String name, Optional<?> value) {
        value.ifPresent(present -> with(name, present));
        return this;
    }

    public Address with(Map<String, String> parameters) {
        query.putAll(parameters);
        return this;
    }

    @Override
    public String toString() {
        String joined = query.entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        return joined.isEmpty() ? path : path + "?" + joined;
    }

    /** As a form would, but with a colon and a comma left as they are: {@code test:123} and {@code 3,7} are to be read. */
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("%3A", ":")
                .replace("%2C", ",");
    }
}
