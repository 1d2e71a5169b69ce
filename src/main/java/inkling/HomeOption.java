package inkling;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The one flag that every command shares: where everything that Inkling keeps lies. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.inkling",
            description = "Folder for the database, checkpoints and downloads (default: ~/.inkling).")
    private Path home = Path.of("");

    Path home() {
        return home.toAbsolutePath().normalize();
    }
}
