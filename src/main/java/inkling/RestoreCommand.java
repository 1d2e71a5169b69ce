package inkling;

import inkling.backup.Restore;
import inkling.terminal.TerminalProgress;
import inkling.text.Text;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a home of a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Makes a home of what inkling backup wrote, in the folder that --home names, which has to be empty or not there."
        },
        footer = {"", "Exit status: 0, 1 if it failed, 2 for a wrong flag."})
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of("");

    @Mixin
    private HomeOption home = new HomeOption();

    @Override
    public Integer call() {
        TerminalProgress progress = TerminalRun.progress();
        LocalDateTime taken = LocalDateTime.ofInstant(
                new Restore(file, home.home(), progress::onProgress).run(), ZoneId.systemDefault());
        progress.line(Text.of(
                "%s is as it was on %s. Runs that were going then can be resumed.",
                home.home(), taken.truncatedTo(ChronoUnit.MINUTES).toString().replace('T', ' ')));
        return 0;
    }
}
