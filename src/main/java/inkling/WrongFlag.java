package inkling;

import inkling.errors.UserError;
import inkling.text.Text;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a command refuses, named by its flag in the words in which picocli refuses a number that is none. */
final class WrongFlag {
    private WrongFlag() {}

    /** @param flag as it is typed: {@code --epochs} */
    static ParameterException of(CommandSpec command, String flag, String why) {
        return new ParameterException(command.commandLine(), sentence(flag, why));
    }

    /** What a reader makes of a flag's value; it throws an {@link IllegalArgumentException} with a sentence. */
    static <T> T read(CommandSpec command, String flag, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw of(command, flag, String.valueOf(e.getMessage()));
        }
    }

    /** Does something, and names the flag of every field that turns out to be wrong. */
    static <T> T named(CommandSpec command, Supplier<T> work) {
        try {
            return work.get();
        } catch (UserError.InvalidInput e) {
            throw new ParameterException(
                    command.commandLine(),
                    e.messages().entrySet().stream()
                            .map(error -> flag(command, error.getKey())
                                    .map(flag -> sentence(flag, error.getValue()))
                                    .orElse(error.getValue()))
                            .collect(Collectors.joining(System.lineSeparator())));
        }
    }

    /** The flag that fills in a field; empty for what is no flag. */
    private static Optional<String> flag(CommandSpec command, String field) {
        return Optional.of("--" + field.replace('_', '-')).filter(flag -> command.findOption(flag) != null);
    }

    private static String sentence(String flag, String why) {
        return Text.of("Invalid value for option '%s': %s", flag, why);
    }
}
