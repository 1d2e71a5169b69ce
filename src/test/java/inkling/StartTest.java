package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard loads until its first page is answered: a class that is not loaded takes no time. */
@Timeout(180)
class StartTest {
    private static final String PYTORCH = "ai.djl.engine.Engine";
    /** Loaded when a page is rendered. */
    private static final String PAGE = "org.unbescape.html.HtmlEscapeSymbols";

    @TempDir
    private Path folder;

    @Test
    void the_first_page_needs_neither_pytorch_nor_migrations_nor_other_commands() throws Exception {
        // The first start makes the home, and its page has the form of a run, with the devices.
        assertThat(loadedByFirstPage("first")).contains("org.flywaydb.core.Flyway");

        List<String> loaded = loadedByFirstPage("second");

        assertThat(loaded.stream().filter(name -> name.matches("org\\.flywaydb\\.core\\.Flyway|inkling\\..*Command")))
                .containsExactly("inkling.ServeCommand");
    }

    /** The classes in the order in which they were loaded until PyTorch is, which must not be before a page is rendered. */
    private List<String> loadedByFirstPage(String start) throws Exception {
        Path log = folder.resolve(start);
        Program program = Program.start(
                folder, Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log + ":none"), "serve", "--port", "0");
        try {
            URI address = program.awaitAddress();
            try (InputStream page = address.toURL().openStream()) {
                assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("</html>");
            }
            List<String> loaded = loaded(log);
            while (!loaded.contains(PYTORCH)) {
                Thread.sleep(20);
                loaded = loaded(log);
            }
            assertThat(loaded.indexOf(PYTORCH)).isGreaterThan(loaded.indexOf(PAGE));
            return loaded;
        } finally {
            program.terminate();
            program.awaitEnd();
        }
    }

    private static List<String> loaded(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.map(line -> line.split(" ")[0]).toList();
        }
    }
}
