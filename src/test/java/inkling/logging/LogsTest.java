package inkling.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogsTest {
    private static final Logger log = LoggerFactory.getLogger("inkling.Test");

    @TempDir
    private Path folder;

    @AfterEach
    void back() {
        Logs.to(Logs.Format.TEXT, Optional.empty());
    }

    private List<String> lines(Logs.Format format, Runnable logging) throws IOException {
        Path file = folder.resolve("inkling.log");
        Logs.to(format, Optional.of(file));
        logging.run();
        return Files.readAllLines(file);
    }

    @Test
    void a_line_of_text_stays_a_line_whatever_a_request_puts_into_it() throws IOException {
        List<String> lines = lines(
                Logs.Format.TEXT, () -> log.warn("GET {} failed", "/runs\r\n2026-01-01 00:00:00 ERROR forged - line"));

        assertThat(lines)
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d WARN  Test - GET /runs 2026-01-01 .*");
    }

    @Test
    void as_json_each_line_is_an_object_with_its_stack_trace() throws IOException {
        List<String> lines =
                lines(Logs.Format.JSON, () -> log.error("GET \"{}\"\n failed", "/", new IOException("disk")));

        JsonObject line = JsonParser.parseString(lines.get(0)).getAsJsonObject();
        assertThat(lines).hasSize(1);
        assertThat(line.get("level").getAsString()).isEqualTo("ERROR");
        assertThat(line.get("loggerName").getAsString()).isEqualTo("inkling.Test");
        assertThat(line.get("formattedMessage").getAsString()).isEqualTo("GET \"/\"\n failed");
        assertThat(line.getAsJsonObject("throwable").get("message").getAsString())
                .isEqualTo("disk");
        assertThat(line.get("timestamp").getAsLong()).isPositive();
    }

    @Test
    void libraries_are_heard_only_when_something_is_wrong() throws IOException {
        List<String> lines = lines(Logs.Format.TEXT, () -> {
            LoggerFactory.getLogger("org.eclipse.jetty.server.Server").info("started");
            LoggerFactory.getLogger("org.eclipse.jetty.server.Server").warn("slow");
            LoggerFactory.getLogger("org.thymeleaf.TemplateEngine").error("thrown, and logged by us");
        });

        assertThat(lines).singleElement().asString().endsWith("slow");
    }

    @Test
    void a_file_of_10_mb_becomes_the_first_of_the_old_ones() throws IOException {
        String text = "x".repeat(10_000);

        lines(Logs.Format.TEXT, () -> {
            for (int line = 0; line < 2_500; line++) {
                log.info(text);
            }
        });

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("inkling.log", "inkling.log.1", "inkling.log.2");
        assertThat(Files.size(folder.resolve("inkling.log.1"))).isBetween(9_900_000L, 10_100_000L);
    }
}
