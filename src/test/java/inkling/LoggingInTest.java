package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import inkling.access.PeopleChange;
import inkling.access.Role;
import inkling.http.Proxies;
import inkling.http.ReadOnlyAddress;
import inkling.organise.KeptCheckpoints;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coming in by a name and a password or by a token, and going out. */
class LoggingInTest {
    private static final String TOKEN = "a-token-for-tests";
    private static final String PASSWORD = "correct horse";

    @TempDir
    private Path home;

    private App app;
    private URI address;

    @BeforeEach
    void serve() {
        app = new App(home);
        app.recover();
        app.parts().people.add("Ada", PASSWORD, Role.MANAGE);
        address = app.serve(settings("127.0.0.1", Optional.of(TOKEN)));
    }

    private Settings settings(String host, Optional<String> token) {
        return new Settings(
                host,
                0,
                List.of(),
                Proxies.NONE,
                Optional.of(new ReadOnlyAddress("127.0.0.1", 0)),
                Optional.empty(),
                token,
                Optional.empty(),
                Settings.MOST_UPLOADED,
                KeptCheckpoints.ALL,
                home);
    }

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void a_token_in_an_address_lets_in_and_does_not_stay_there() throws Exception {
        Entering entering = new Entering(address);

        HttpResponse<String> answer = entering.page("/words?a=1&token=" + TOKEN + "&b=%2F");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/words?a=1&b=%2F");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("inkling-" + address.getPort() + "=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure", "Max-Age", TOKEN);
        assertThat(entering.page("/words").statusCode()).isEqualTo(200);
        assertThat(entering.page("//evil.example/?token=" + TOKEN).headers().firstValue("Location"))
                .isNotEqualTo(Optional.of("//evil.example/"));
    }

    @Test
    void a_wrong_token_leads_to_the_log_in_which_says_so_and_keeps_the_address() throws Exception {
        Entering entering = new Entering(address);

        String location = entering.page("/words?token=wrong")
                .headers()
                .firstValue("Location")
                .orElseThrow();

        assertThat(location).isEqualTo("/login?to=%2Fwords&wrong=token");
        assertThat(entering.page(location).body()).contains("This token is wrong", "value=\"/words\"");
        HttpResponse<String> right = entering.post("/login", "to=/words&token=" + TOKEN);
        assertThat(right.headers().firstValue("Location")).hasValue("/words");
        assertThat(entering.page("/words").statusCode()).isEqualTo(200);
    }

    @Test
    void programs_send_a_token_and_are_told_in_json_if_it_is_wrong() throws Exception {
        Entering program = new Entering(address);

        HttpResponse<String> without = program.get("/api/runs");
        HttpResponse<String> wrong = program.get("/api/runs", "Authorization", "Bearer nothing");

        assertThat(List.of(without.statusCode(), wrong.statusCode())).containsExactly(401, 401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"Inkling\"");
        assertThat(without.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(without.body()).contains("\"status\":401", "Authorization: Bearer");
        assertThat(program.get("/api/runs", "Authorization", "bearer " + TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(program.cookies).isEmpty();
    }

    @Test
    void people_log_in_whatever_their_keyboard_does_and_go_where_they_wanted_to() throws Exception {
        Entering entering = new Entering(address);
        String asked =
                entering.page("/words?q=a%20b").headers().firstValue("Location").orElseThrow();
        assertThat(asked).isEqualTo("/login?to=%2Fwords%3Fq%3Da%2520b");

        HttpResponse<String> wrong = entering.post("/login", "name=Ada&password=no&to=/words");
        HttpResponse<String> right = entering.post("/login", "name=+aDA&password=correct+horse&to=//evil.example/");

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body())
                .contains("do not belong together", "value=\"Ada\"", "value=\"/words\"")
                .doesNotContain("value=\"no\"");
        assertThat(right.headers().firstValue("Location")).hasValue("/");
        assertThat(entering.page("/").body()).contains(">Ada</a>", "Log out");
    }

    @Test
    void a_page_for_nobody_shows_nothing_of_what_is_here() throws Exception {
        Entering nobody = new Entering(address);

        String form = nobody.page("/login").body();
        String refused = nobody.post("/runs", "name=x", "Accept", "text/html").body();
        String other = nobody.post("/runs", "name=x", "Accept", "text/html", "Sec-Fetch-Site", "cross-site")
                .body();

        assertThat(refused).contains("nothing was done", "href=\"/login\"");
        assertThat(other).contains("Another site");
        for (String page : List.of(form, refused, other)) {
            assertThat(page)
                    .doesNotContain(
                            home.toString(), "/queue\" data-keys", "/runs/new", "data-events", "Everything is kept");
        }
    }

    @Test
    void each_log_in_has_a_session_of_its_own_and_a_log_out_ends_it() throws Exception {
        Entering entering = new Entering(address);
        String name = "inkling-" + address.getPort();
        entering.cookies.put(name, "planted");
        entering.logIn("Ada", PASSWORD);
        String first = entering.cookies.get(name);
        entering.logIn("Ada", PASSWORD);
        String second = entering.cookies.get(name);
        assertThat(List.of(first, second)).doesNotHaveDuplicates().doesNotContain("planted");
        assertThat(statusWith(name, first)).isEqualTo(401);
        assertThat(stored("select secret from session")).hasSize(1).doesNotContain(second);

        Stream<String> stream = entering.stream("/events?jobs");
        HttpResponse<String> out = entering.post("/logout", "");

        assertThat(out.headers().firstValue("Location")).hasValue("/login");
        assertThat(stream.toList()).isNotEmpty(); // It has ended.
        assertThat(entering.cookies).isEmpty();
        assertThat(statusWith(name, second)).isEqualTo(401);
    }

    private int statusWith(String cookie, String value) throws Exception {
        Entering old = new Entering(address);
        old.cookies.put(cookie, value);
        return old.get("/api/runs").statusCode();
    }

    private List<String> stored(String query) {
        return app.parts()
                .database
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(String.class).list());
    }

    @Test
    void a_session_ends_a_day_after_its_last_use_and_thirty_after_its_beginning() throws Exception {
        for (String column :
                List.of("seen_at = dateadd(hour, -25, seen_at)", "created_at = dateadd(day, -31, created_at)")) {
            Entering entering = new Entering(address);
            entering.logIn("Ada", PASSWORD);
            Stream<String> stream = entering.stream("/events?jobs");
            assertThat(entering.get("/api/runs").statusCode()).isEqualTo(200);

            app.parts().database.jdbi().useHandle(handle -> handle.execute("update session set " + column));

            assertThat(entering.get("/api/runs").statusCode()).as(column).isEqualTo(401);
            assertThat(stream.toList()).as("a stream that has ended").isNotEmpty();
        }
    }

    @Test
    void who_tries_passwords_has_to_wait_and_everybody_else_does_not() throws Exception {
        app.parts().people.add("Tom", PASSWORD, Role.TRAIN);
        Entering entering = new Entering(address);
        for (int i = 0; i < 5; i++) {
            assertThat(entering.logIn(i % 2 == 0 ? "Ada" : "ADA", "wrong " + i).statusCode())
                    .isEqualTo(401);
        }

        HttpResponse<String> slowed = entering.logIn("Ada", "wrong");
        for (int i = 0; i < 20 && slowed.statusCode() == 401; i++) {
            slowed = entering.logIn("Ada", "wrong"); // A busy machine may have waited long enough.
        }

        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(slowed.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
        assertThat(slowed.body()).contains("wrong too often; try again in");
        assertThat(entering.logIn("Tom", PASSWORD).statusCode()).isEqualTo(303);
        assertThat(entering.page("/").statusCode()).isEqualTo(200); // Who is in is in.
    }

    @Test
    void another_password_ends_the_sessions_that_there_were() throws Exception {
        Entering here = new Entering(address);
        Entering elsewhere = new Entering(address);
        here.logIn("Ada", PASSWORD);
        elsewhere.logIn("Ada", PASSWORD);
        Stream<String> stream = elsewhere.stream("/events?jobs");

        assertThat(here.post("/password", "old=wrong&password=another+one").body())
                .contains("That is not your password.");
        assertThat(here.post("/password", "old=correct+horse&password=short").body())
                .contains("at least 8 letters");
        assertThat(here.post("/password", "old=correct+horse&password=another+one")
                        .statusCode())
                .isEqualTo(303);

        assertThat(stream.toList()).isNotEmpty();
        assertThat(elsewhere.get("/api/runs").statusCode()).isEqualTo(401);
        assertThat(here.get("/api/runs").statusCode()).isEqualTo(200);
        assertThat(new Entering(address).logIn("Ada", PASSWORD).statusCode()).isEqualTo(401);
        assertThat(new Entering(address).logIn("Ada", "another one").statusCode())
                .isEqualTo(303);
    }

    @Test
    void whoever_looks_after_it_adds_changes_and_removes_people() throws Exception {
        Entering ada = new Entering(address);
        ada.logIn("Ada", PASSWORD);

        assertThat(ada.post("/people/add", "name=&password=x&role=look").body())
                .contains("A name has 1 to 40 letters", "selected=\"selected\">may look");
        assertThat(ada.post("/people/add", "name=ADA&password=long+enough&role=look")
                        .body())
                .contains("There is somebody called ADA already.");
        assertThat(ada.post("/people/add", "name=Zo%C3%AB&password=long+enough&role=look")
                        .statusCode())
                .isEqualTo(303);
        Entering zoe = new Entering(address);
        assertThat(zoe.logIn("zoe\u0308", "long enough").statusCode()).isEqualTo(303);
        assertThat(zoe.get("/people").statusCode()).isEqualTo(403);
        assertThat(zoe.post("/runs", "name=x").body()).contains("You may look: nothing can be started");
        ada.post("/people/role", "name=Zo%C3%AB&role=manage");
        assertThat(zoe.get("/people").statusCode()).isEqualTo(200);
        ada.post("/people/remove", "name=Zo%C3%AB");
        assertThat(zoe.get("/people").statusCode()).isEqualTo(401);
        assertThat(stored("select password from person")).allMatch(each -> each.matches("\\$2a\\$11\\$.{53}"));
    }

    @Test
    void commands_come_in_by_a_file_that_its_owner_alone_can_read() throws Exception {
        Path file = home.resolve("server.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String token = JsonParser.parseString(Files.readString(file))
                .getAsJsonObject()
                .get("token")
                .getAsString();
        assertThat(token).hasSize(43).isNotEqualTo(TOKEN);

        try (Home served = Home.open(home, TerminalRun.progress())) {
            assertThat(served.list(Map.of()).get("total").getAsInt()).isZero();
            served.people(PeopleChange.ADD, Map.of("name", "Tom", "password", "long enough", "role", "look"));
            assertThat(served.people().toString())
                    .contains("\"name\":\"Tom\",\"role\":\"look\"")
                    .doesNotContain("$2a$");
        }
        assertThat(new Entering(address).logIn("Tom", "long enough").statusCode())
                .isEqualTo(303);
    }

    @Test
    void a_token_that_is_drawn_is_in_the_address_and_one_of_an_earlier_start_lets_nobody_in() throws Exception {
        String session = new Entering(address)
                .page("/?token=" + TOKEN)
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertThat(app.addressToOpen()).isEqualTo(address);
        app.close();
        app = new App(home);
        app.recover();
        address = app.serve(settings("0.0.0.0", Optional.empty()));

        URI toOpen = app.addressToOpen();
        URI toLook = app.readOnlyAddressToOpen().orElseThrow();

        assertThat(toOpen.toString()).matches("http://127.0.0.1:\\d+/\\?token=[\\w-]{43}");
        Entering entering = new Entering(address);
        assertThat(entering.page("/?" + toOpen.getQuery()).headers().firstValue("Location"))
                .hasValue("/");
        assertThat(entering.page("/people").statusCode()).isEqualTo(200);
        Entering old = new Entering(address);
        old.cookies.put("inkling-" + address.getPort(), session.split("[=;]")[1]);
        assertThat(old.get("/").statusCode()).isEqualTo(401);
        Entering looking = new Entering(app.readOnlyAddress().orElseThrow());
        assertThat(looking.get("/").statusCode()).isEqualTo(401);
        looking.page("/?" + toLook.getQuery());
        assertThat(looking.get("/").statusCode()).isEqualTo(200);
        assertThat(looking.post("/runs", "name=x").statusCode()).isEqualTo(403);
        assertThat(looking.page("/people?" + toOpen.getQuery()).statusCode()).isEqualTo(303);
        assertThat(looking.get("/people").statusCode()).isEqualTo(403);
    }
}
