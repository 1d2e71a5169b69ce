package inkling.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The locale that the process was started in: by its character set Java names files and reads what was typed. */
public final class SystemLocale {
    private SystemLocale() {}

    public static Charset charset() {
        return Charset.forName(System.getProperty("sun.jnu.encoding"));
    }

    /** {@code the locale C, whose character set is US-ASCII; start Inkling with LC_ALL=C.UTF-8}, if that would help. */
    public static String advice() {
        Optional<String> name = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(System::getenv)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst();
        return Text.of(
                "the locale %s, whose character set is %s%s",
                name.orElse("POSIX"),
                charset(),
                charset().equals(StandardCharsets.UTF_8) ? "" : "; start Inkling with LC_ALL=C.UTF-8");
    }
}
