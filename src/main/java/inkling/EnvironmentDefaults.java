package inkling;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives every flag an environment variable: {@code --batch-size} is {@code INKLING_BATCH_SIZE}. */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()
                ? environment.get(variable(option.longestName()))
                : null;
    }

    /** The variable of a flag such as {@code --batch-size}. */
    static String variable(String flag) {
        return "INKLING_" + flag.replaceFirst("^--?", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
