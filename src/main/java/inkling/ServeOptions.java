package inkling;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the dashboard listens. */
final class ServeOptions {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on; 0.0.0.0 for every one (default: ${DEFAULT-VALUE}, this machine alone).")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "7070",
            description = "Port to listen on; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--allowed-hosts",
            paramLabel = "NAME",
            split = ",",
            description = "Host names, beside its address and localhost, under which browsers may reach the dashboard.")
    private List<String> allowedHosts = List.of();

    @Mixin
    private HomeOption home = new HomeOption();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** @throws ParameterException if the port is out of range */
    Settings settings() {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(
                    command.commandLine(),
                    "Invalid value for option '--port': must be between 0 and 65535, was " + port);
        }
        return new Settings(host, port, List.copyOf(allowedHosts), home.home());
    }
}
