package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes under the C locale, in which services, cron jobs and slim containers start: Java reads ASCII there. */
@EnabledOnOs(OS.LINUX)
class PosixLocaleTest {
    private static final String TINY = " --dataset builtin --epochs 1 --batch-size 1000 --hidden 8,8 --json";
    private static final String NAME = "Zo\u00eb \uD83D\uDE00";

    @TempDir
    private Path folder;

    private record Ended(int status, String out, String err) {}

    private Ended run(Charset charset, Map<String, String> environment, String arguments) throws Exception {
        Program program = Program.typed(folder, charset, environment, arguments);
        int status = program.awaitEnd();
        return new Ended(status, program.out(), program.err());
    }

    private Ended run(String arguments) throws Exception {
        return run(StandardCharsets.UTF_8, Map.of("LC_ALL", "C"), arguments);
    }

    @Test
    void what_is_typed_is_kept_and_printed_as_it_was_typed() throws Exception {
        Ended typed = run("train --name '" + NAME + "'" + TINY);
        Ended variable =
                run(StandardCharsets.UTF_8, Map.of("LC_ALL", "POSIX", "INKLING_NAME", NAME + " too"), "train" + TINY);
        Ended listed = run("runs list --json");
        Ended found = run("runs list '\"" + NAME + "\"'");

        assertThat(typed.status()).as(typed.err()).isZero();
        assertThat(typed.err()).contains("Run 1, " + NAME + "\n");
        assertThat(variable.err()).contains("Run 2, " + NAME + " too\n");
        assertThat(JsonParser.parseString(listed.out()).getAsJsonObject().getAsJsonArray("runs"))
                .extracting(run -> run.getAsJsonObject().get("name").getAsString())
                .containsExactly(NAME + " too", NAME);
        assertThat(found.out()).contains(NAME).hasLineCount(3);
    }

    @ParameterizedTest
    @CsvSource({"train --data, --data", "runs list --home, --home", "bench --json, --json"})
    void a_file_that_java_cannot_name_there_is_refused_with_the_locale(String command, String flag) throws Exception {
        Ended ended = run(command + " '" + folder.resolve("Zo\u00eb") + "'");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err())
                .contains("'" + flag + "'", "Zo\u00eb under the locale C", "LC_ALL=C.UTF-8")
                .doesNotContain("\tat ", "?");
        assertThat(folder).isDirectoryNotContaining("glob:**Zo*");
    }

    @Test
    void bytes_that_are_no_text_are_refused() throws Exception {
        Ended ended = run(StandardCharsets.ISO_8859_1, Map.of("LC_ALL", "C"), "train --name 'Zo\u00eb'" + TINY);

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("cannot be read as it was typed under the locale C");
        assertThat(folder.resolve("home")).doesNotExist();
    }
}
