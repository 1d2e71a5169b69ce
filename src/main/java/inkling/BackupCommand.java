package inkling;

import inkling.files.RegularFile;
import inkling.files.WholeFile;
import inkling.terminal.Ending;
import inkling.terminal.TerminalProgress;
import inkling.text.Figures;
import inkling.text.Text;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a home into one file, whether or not a dashboard has it open. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Puts everything in the home folder into one file, from which inkling restore makes a home again; whatever is",
            "going on in a dashboard goes on meanwhile."
        },
        footer = {"", "Exit status: 0, 1 if it failed, 2 for a wrong flag, 130 after Ctrl-C; then there is no file."})
final class BackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file to write, a zip.")
    private Path file = Path.of("");

    @Option(names = "--force", description = "Replace the file if there is one.")
    private boolean force;

    @Mixin
    private HomeOption home = new HomeOption();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        Path target = file.toAbsolutePath();
        if (RegularFile.named(target) && !force) {
            throw invalid("%s is there already; --force replaces it.");
        }
        if (!Files.isDirectory(target.getParent()) || Files.isDirectory(target)) {
            throw invalid("%s cannot be written: "
                    + (Files.isDirectory(target) ? "it is a folder." : "its folder is not there."));
        }
        TerminalProgress progress = TerminalRun.progress();
        AtomicBoolean cancelled = new AtomicBoolean();
        try (Home asked = Home.open(home.home(), progress)) {
            Runnable cancel = () -> {
                cancelled.set(true);
                asked.cancelBackup();
            };
            return Ending.cancelling(cancel, () -> take(asked, target, progress, cancelled));
        }
    }

    private ParameterException invalid(String sentence) {
        return new ParameterException(command.commandLine(), Text.of(sentence, file));
    }

    private int take(Home asked, Path target, TerminalProgress progress, AtomicBoolean cancelled) {
        try {
            WholeFile.writePrivately(target, channel -> {
                try {
                    asked.backUp(Channels.newOutputStream(channel), progress::onProgress);
                } catch (CancellationException e) {
                    throw new InterruptedIOException(e.getMessage());
                }
            });
            progress.line(Text.of("%s, %s", target, Figures.bytes(Files.size(target))));
            return 0;
        } catch (UncheckedIOException | IOException e) {
            if (cancelled.get()) {
                progress.line("Cancelled; nothing of it is kept.");
                return 130;
            }
            throw e instanceof UncheckedIOException said ? said : new UncheckedIOException((IOException) e);
        }
    }
}
