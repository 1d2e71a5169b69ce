package inkling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import inkling.http.WebServer.Route;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request that no proper client would send, drawn at random around one of the routes; its bytes go out as they are. */
final class Malformed {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int MOST_LOST = 3;
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}|<[^>]*>");

    private static final List<String> METHODS = List.of(
            "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "BEFORE", "AFTER", "get",
            "FOO");

    private static final List<String> GOOD_PATHS = List.of("1", "1", "1", "1", "1", "2", "3", "test", "train");
    private static final List<String> BAD_PATHS = List.of(
            "-1",
            "999999",
            "99999999999999999999",
            "1.5",
            "x",
            "%00",
            "%2e%2e",
            "..%2f..%2fetc%2fpasswd",
            "%D9%A3",
            "1%0a",
            "%20",
            "'%20or%201=1--",
            "NaN",
            "null",
            "%ff%fe",
            "{id}",
            "1;a=b",
            "%",
            "%zz",
            "x".repeat(3_000),
            "..",
            "\u0000",
            "é",
            "1%2F2",
            "js%2fmain.js",
            "0x1",
            "+1",
            "1e3",
            "2147483648",
            "-9223372036854775808",
            "new",
            "events",
            "data:,x");

    private static final List<String> FIELDS = List.of(
            "epoch",
            "page",
            "true",
            "predicted",
            "q",
            "sort",
            "status",
            "dataset",
            "columns",
            "keep",
            "did",
            "runs",
            "run",
            "a",
            "b",
            "layer",
            "method",
            "split",
            "map",
            "select",
            "images",
            "image",
            "again",
            "from",
            "back",
            "limit",
            "offset",
            "archived",
            "colour",
            "range",
            "order",
            "of",
            "show",
            "group",
            "band",
            "metric",
            "after",
            "index",
            "real",
            "points",
            "perplexity",
            "seed",
            "seeds",
            "epochs",
            "batch_size",
            "lr",
            "hidden",
            "augment",
            "data",
            "name",
            "device",
            "optimizer",
            "momentum",
            "nesterov",
            "weight_decay",
            "validation_share",
            "to",
            "tags",
            "tag",
            "notes",
            "baseline",
            "class",
            "classes",
            "steps",
            "epsilon",
            "start",
            "l2",
            "iterations",
            "mean",
            "deviation",
            "target",
            "picture",
            "job",
            "runs_asked",
            "strategy",
            "by",
            "pair",
            "match",
            "unit",
            "colour_by",
            "fixed",
            "x",
            "",
            "\u0000",
            "constructor",
            "__proto__");

    private static final List<String> VALUES = List.of(
            "1",
            "2",
            "0",
            "-1",
            "1,2",
            "1,2,3",
            "3",
            "test:3",
            "train:9999999",
            "test",
            "train",
            "best",
            "h2",
            "logits",
            "pca",
            "tsne",
            "noise",
            "ascent",
            "adversarial",
            "yes",
            "no",
            "true",
            "false",
            "first",
            "up",
            "down",
            "lr",
            "-lr",
            "name",
            "idx",
            "builtin",
            "cpu",
            "adam",
            "16,12",
            "NaN",
            "Infinity",
            "-0",
            "1e999",
            "1e-999",
            "99999999999999999999",
            "2147483648",
            "0.5",
            "",
            " ",
            "\u0000",
            "\uD83D\uDE00",
            "\u202E",
            "\uD800",
            "'",
            "\"",
            "<script>",
            "../../etc/passwd",
            "/dev/zero",
            "lr<0.01 and",
            "name~\"",
            "((((((((",
            "not ".repeat(300),
            "(".repeat(3_000),
            "x".repeat(11_000),
            "1,".repeat(2_000),
            "%",
            "%s%n",
            "${1}",
            "0.001..0.1 log 3",
            "1..2 linear 99999999",
            "1..1e9 linear 1000000000",
            "a\r\nSet-Cookie: b=c",
            "١٢",
            "12 ",
            "+5",
            "0x10");

    private static final List<String> TYPES = List.of(
            "application/x-www-form-urlencoded",
            "application/json",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "application/octet-stream",
            "text/plain",
            "image/png",
            "application/json; charset=utf-16",
            "application/json; charset=bogus",
            "application/json;;;",
            "x",
            "multipart/form-data; boundary=\"x\"; charset=utf-8",
            "application/x-www-form-urlencoded; charset=\"",
            "application/json, text/html");

    private static final List<String> HEADERS = List.of(
            "Accept: application/json",
            "Accept: text/html",
            "Accept: */*;q=x",
            "Accept: text/event-stream",
            "Accept-Encoding: gzip",
            "Accept-Encoding: \u0001",
            "If-None-Match: *",
            "Range: bytes=0-1,5-",
            "Last-Event-ID: x",
            "Last-Event-ID: step:9999999999999",
            "X-HTTP-Method-Override: DELETE",
            "X-Forwarded-Prefix: //evil",
            "Cookie: inkling.columns=%00.lr",
            "Cookie: a=\"; b",
            "Content-Encoding: gzip",
            "Expect: nonsense",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
            "HX-Request: true",
            "Content-Type: text/html",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "TE: x",
            "X: " + "y".repeat(5_000));

    private final Random random;
    private final SmallServer home;
    private final byte[] bytes;
    private String type = "application/json";

    Malformed(Random random, Route route, SmallServer home) throws IOException {
        this.random = random;
        this.home = home;
        byte[] body = random.nextInt(3) == 0 ? new byte[0] : body();
        String method = random.nextInt(8) == 0 ? one(METHODS) : route.method();
        StringBuilder head = new StringBuilder(method)
                .append(' ')
                .append(path(route))
                .append(query())
                .append(" HTTP/1.1\r\n");
        head.append("Host: 127.0.0.1:").append(home.address.getPort()).append("\r\nConnection: close\r\n");
        if (body.length > 0 || random.nextInt(3) == 0) {
            head.append("Content-Type: ").append(type).append("\r\n");
            head.append(length(body.length));
        }
        for (int i = Math.max(0, random.nextInt(5) - 2); i > 0; i--) {
            head.append(one(HEADERS)).append("\r\n");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
        out.write(body);
        bytes = out.toByteArray();
    }

    /**
     * Returns the answer's status; the whole of the answer has come, except of one that has no end. A request whose head
     * is no HTTP is refused while its body is still on its way: the answer can be lost with the connection then.
     */
    int send() throws IOException {
        for (int lost = 0; lost < MOST_LOST; lost++) {
            try {
                return sendOnce();
            } catch (SocketException e) {
                // Once more.
            }
        }
        return sendOnce();
    }

    private int sendOnce() throws IOException {
        URI address = home.address;
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
            } catch (IOException e) {
                // It was refused before it was all there; the answer says so.
            }
            BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            String first = answer.readLine();
            boolean endless = false;
            for (String line = answer.readLine(); line != null && !endless; line = answer.readLine()) {
                endless = line.startsWith("Content-Type: text/event-stream");
            }
            return first == null ? 0 : Integer.parseInt(first.split(" ")[1]);
        }
    }

    @Override
    public String toString() {
        String text = new String(bytes, ISO_8859_1);
        return text.length() <= 3_000 ? text : text.substring(0, 3_000) + "… (" + text.length() + " bytes)";
    }

    private String path(Route route) {
        Matcher parameter = PARAMETER.matcher(route.path());
        return parameter.replaceAll(
                match -> Matcher.quoteReplacement(random.nextInt(5) == 0 ? one(BAD_PATHS) : one(GOOD_PATHS)));
    }

    private String query() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> "";
            case 2 -> "?" + one(VALUES).replaceAll("[\\s\u0000]", "+");
            default -> "?" + fields(random.nextInt(4));
        };
    }

    private String fields(int count) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            fields.add(encoded(one(FIELDS)) + "=" + encoded(one(VALUES)));
        }
        return String.join("&", fields);
    }

    private String encoded(String text) {
        return random.nextInt(20) == 0
                ? text.replaceAll("[\\s\u0000]", "+")
                : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private byte[] body() {
        type = one(TYPES);
        byte[] whole = switch (random.nextInt(9)) {
            case 0 -> randomBytes(random.nextInt(2_000));
            case 1 -> randomBytes(784);
            case 2 -> "[".repeat(20_000).getBytes(ISO_8859_1);
            case 3 -> ("{\"a\":".repeat(20_000)).getBytes(ISO_8859_1);
            case 4, 5 -> json();
            case 6 -> parts();
            default -> {
                type = random.nextInt(3) == 0 ? type : TYPES.get(0);
                yield fields(random.nextInt(6)).getBytes(ISO_8859_1);
            }
        };
        return random.nextInt(8) == 0 ? Arrays.copyOf(whole, whole.length / 2) : whole;
    }

    private byte[] json() {
        type = random.nextInt(3) == 0 ? type : "application/json";
        StringBuilder json = new StringBuilder("{");
        for (int i = random.nextInt(5); i >= 0; i--) {
            String value = one(VALUES);
            String text =
                    "\"" + value.replace("\\", "\\\\").replace("\"", random.nextInt(9) == 0 ? "\"" : "\\\"") + "\"";
            json.append('"').append(one(FIELDS)).append("\":");
            json.append(one(
                    List.of(text, text, value, "[" + text + "," + text + "]", "{}", "null", "1e400", "-0.0", "[[1]]")));
            json.append(i == 0 ? "" : ",");
        }
        return json.append(random.nextInt(9) == 0 ? "" : "}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] parts() {
        type = random.nextInt(3) == 0 ? type : "multipart/form-data; boundary=x";
        StringBuilder parts = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            parts.append("--x\r\nContent-Disposition: form-data; name=\"")
                    .append(one(FIELDS))
                    .append('"');
            parts.append(one(List.of(
                    "", "; filename=\"a.png\"", "; filename=\"../../a\"", "; filename=", "\r\nContent-Type: \u0000")));
            parts.append("\r\n\r\n").append(one(VALUES)).append("\r\n");
        }
        return parts.append(one(List.of("--x--\r\n", "--x--\r\n", "", "--y--")))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] randomBytes(int count) {
        byte[] drawn = new byte[count];
        random.nextBytes(drawn);
        return drawn;
    }

    private String length(int actual) {
        return switch (random.nextInt(24)) {
            case 0 -> "Content-Length: " + (actual + 10) + "\r\n";
            case 1 -> "Transfer-Encoding: chunked\r\n";
            case 2 -> "Content-Length: 99999999999999\r\n";
            case 3 -> "Content-Length: -1\r\n";
            default -> "Content-Length: " + actual + "\r\n";
        };
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
