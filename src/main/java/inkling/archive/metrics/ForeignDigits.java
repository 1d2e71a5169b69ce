package inkling.archive.metrics;

import inkling.database.Database;
import inkling.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Homes in which an earlier program wrote the numbers of runs' files in the digits of the machine's locale, as {@code
 * checkpoint-٠٠٠١.safetensors}: they are looked for under ASCII's digits now, whatever the locale.
 */
public final class ForeignDigits {
    private ForeignDigits() {}

    /**
     * Gives such files, and the rows that name them, the names they are looked for under; cut short, it goes on the next
     * time.
     *
     * @throws UncheckedIOException with a sentence if a file cannot be renamed
     */
    public static void carryOver(Path home, Database database) {
        Path runs = home.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs, Files::isDirectory)) {
            for (Path folder : folders) {
                try (DirectoryStream<Path> files =
                        Files.newDirectoryStream(folder, file -> !name(file).equals(ascii(name(file))))) {
                    for (Path file : files) {
                        Files.move(file, file.resolveSibling(ascii(name(file))));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    Text.of("Files in %s, named with other digits than 0 to 9, cannot be renamed: %s", runs, e), e);
        }
        correctRows(database);
    }

    private static void correctRows(Database database) {
        database.jdbi()
                .useTransaction(handle ->
                        handle
                                .createQuery("select distinct file_name from checkpoint")
                                .mapTo(String.class)
                                .list()
                                .stream()
                                .filter(name -> !name.equals(ascii(name)))
                                .forEach(name -> handle.createUpdate(
                                                "update checkpoint set file_name = :ascii where file_name = :name")
                                        .bind("name", name)
                                        .bind("ascii", ascii(name))
                                        .execute()));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** The same name with ASCII's digits. */
    private static String ascii(String name) {
        return name.codePoints()
                .mapToObj(c -> Character.isDigit(c) ? String.valueOf(Character.digit(c, 10)) : Character.toString(c))
                .collect(Collectors.joining());
    }
}
