package inkling.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is believed of what proxies say. */
class ProxiesTest {
    private static final String[] SAYS = {
        "X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "inkling.test"
    };

    private static TestServer server(String... trusted) {
        return new TestServer(
                new Proxies(BasePath.NONE, List.of(trusted)),
                new EventHub(),
                all -> all.get(
                        "/seen",
                        context -> context.json(
                                Map.of("seen", context.ip() + " " + context.scheme() + " " + context.header("Host")))));
    }

    @Test
    void a_trusted_proxy_says_who_asks_and_how_and_nobody_else_does() throws Exception {
        try (TestServer trusting = server("127.0.0.1");
                TestServer wary = server("10.0.0.0/8")) {
            assertThat(trusting.get("/seen", SAYS).body()).contains("203.0.113.7 https inkling.test");
            assertThat(trusting.get("/seen").body()).contains("127.0.0.1 http 127.0.0.1:");
            assertThat(wary.get("/seen", SAYS).body()).contains("127.0.0.1 http 127.0.0.1:");
            assertThat(trusting.get("/seen", "X-Forwarded-Host", "evil.example").statusCode())
                    .isEqualTo(421);
            assertThat(trusting.get("/seen", "X-Forwarded-Host", "[::1").statusCode())
                    .isEqualTo(400);
            assertThat(trusting.get("/seen", "Forwarded", "for=203.0.113.7;proto=https", "X-Real-IP", "203.0.113.7")
                            .body())
                    .contains("127.0.0.1 http");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'198.51.100.1, 203.0.113.7', 203.0.113.7",
        "'203.0.113.7, 10.1.2.3', 203.0.113.7",
        "'198.51.100.1, localhost, 10.1.2.3', 10.1.2.3",
        "'203.0.113.7:1234', 203.0.113.7",
        "'[2001:db8::7]:1234', '[2001:db8:0:0:0:0:0:7]'",
        "'10.1.2.3', 10.1.2.3",
        "'example.org', 127.0.0.1",
        "'', 127.0.0.1",
    })
    void of_several_addresses_the_last_that_is_no_trusted_proxy_is_the_one_that_asks(String says, String client)
            throws Exception {
        try (TestServer server = server("127.0.0.1", "10.0.0.0/8")) {
            assertThat(server.get("/seen", "X-Forwarded-For", says).body()).contains("\"" + client + " ");
        }
    }
}
