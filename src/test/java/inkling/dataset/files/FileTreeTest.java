package inkling.dataset.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.Allocated;
import inkling.dataset.DatasetException;
import inkling.dataset.Reading;
import inkling.dataset.files.FileTree.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTreeTest {
    @TempDir
    Path folder;

    @Test
    void names_are_ordered_as_people_count() {
        assertThat(Stream.of("b", "a10", "a9", "a09", "a1b", "a").sorted(NaturalOrder.INSTANCE))
                .containsExactly("a", "a1b", "a09", "a9", "a10", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up.png", "a/../../up.png", "/etc/up.png", "..\\up.png", "C:\\up.png"})
    void an_archive_that_climbs_is_refused_whole(String name) throws IOException {
        Path zip = Files.write(folder.resolve("climbing.zip"), Packed.zip(name, new byte[3]));
        Path tar = Files.write(folder.resolve("climbing.tar"), tar(name, '0', new byte[3]));

        for (Path archive : List.of(zip, tar)) {
            assertThatThrownBy(() -> FileTree.open(archive))
                    .isInstanceOf(DatasetException.class)
                    .hasMessage(
                            "%s has a file that would lie outside of it (%s); nothing of it is read.",
                            archive, name.replace('\\', '/'));
        }
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("up"));
    }

    /** A gigabyte of nothing in a megabyte. */
    @Test
    void a_bomb_is_left_when_it_has_unpacked_to_two_hundred_times_its_size() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("bomb.csv"));
            byte[] line = "0,0,0,0,1\n".repeat(1 << 17).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 800; i++) {
                zip.write(line);
            }
        }
        Path file = Files.write(folder.resolve("bomb.zip"), bytes.toByteArray());
        Allocated allocated = new Allocated();

        assertThatThrownBy(() -> Reading.recognised(file))
                .isInstanceOf(DatasetException.class)
                .hasMessage("bomb.csv in %s is broken: it unpacks to more than 200 times its size.", file);

        assertThat(allocated.bytes()).as("less than what it unpacks to").isLessThan(150_000_000);
    }

    /** Many names for the same bytes unpack to more than a file can hold. */
    @Test
    void a_zip_whose_files_overlap_is_refused() throws IOException {
        byte[] noise = new byte[1_000];
        new Random(1).nextBytes(noise);
        byte[] zip = Packed.zip("a/1.png", noise);
        ByteBuffer end = ByteBuffer.wrap(zip, zip.length - 22, 22).slice().order(ByteOrder.LITTLE_ENDIAN);
        int directory = end.getInt(16);
        byte[] record = Arrays.copyOfRange(zip, directory, directory + end.getInt(12));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(zip, 0, directory);
        for (byte name = '1'; name <= '4'; name++) {
            record[46 + 2] = name;
            bytes.write(record);
        }
        end.putShort(8, (short) 4).putShort(10, (short) 4).putInt(12, 4 * record.length);
        bytes.write(zip, zip.length - 22, 22);
        Path file = Files.write(folder.resolve("overlapping.zip"), bytes.toByteArray());

        assertThatThrownBy(() -> FileTree.open(file))
                .isInstanceOf(DatasetException.class)
                .hasMessage("%s is not a proper zip: its files overlap.", file);
    }

    @Test
    void an_archive_in_an_archive_is_not_opened_and_that_is_said() throws IOException {
        Path outer =
                Files.write(folder.resolve("outer.zip"), Packed.zip("inner.zip", Packed.zip("a/1.png", new byte[3])));

        assertThatThrownBy(() -> Reading.recognised(outer))
                .isInstanceOf(DatasetException.class)
                .hasMessage(outer
                        + " holds nothing that can be read as a data set: an archive in another one is not opened.");
    }

    @Test
    void a_zip_that_is_cut_short_is_refused() throws IOException {
        byte[] whole = Packed.zip("a/1.png", new byte[300]);
        Path file = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, whole.length - 10));

        assertThatThrownBy(() -> FileTree.open(file))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(file + " is broken: ");
    }

    @Test
    void a_gzipped_tar_that_is_cut_short_is_refused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(tar("a/1.png", '0', noise));
        }
        Path file = Files.write(folder.resolve("cut.tar.gz"), Arrays.copyOf(bytes.toByteArray(), 50_000));

        assertThatThrownBy(() -> FileTree.open(file))
                .isInstanceOf(DatasetException.class)
                .hasMessage(file + " is cut short: it ends too early.");
    }

    @Test
    void links_in_a_tar_are_left_out() throws IOException {
        Path file = Files.write(folder.resolve("links.tar"), tar("a/passwd.png", '2', new byte[0]));

        try (FileTree tree = FileTree.open(file)) {
            assertThat(tree.entries()).isEmpty();
        }
    }

    @Test
    void a_file_is_read_unpacked_wherever_it_lies() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        byte[] text = "hello".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzipped)) {
            out.write(text);
        }
        Files.createDirectory(data.resolve("in"));
        Files.write(data.resolve("in/a.txt.gz"), gzipped.toByteArray());
        Files.createFile(data.resolve(".DS_Store"));
        Files.write(folder.resolve("data.zip"), Packed.zip(data));
        Files.write(folder.resolve("data.tar.gz"), Packed.tarGz(data));

        for (String name : List.of("data", "data.zip", "data.tar.gz", "data/in/a.txt.gz")) {
            try (FileTree tree = FileTree.open(folder.resolve(name))) {
                assertThat(tree.entries()).as(name).hasSize(1);
                Entry entry = tree.entries().get(0);
                assertThat(entry.name()).isEqualTo("a.txt");
                byte[] read = tree.read(entry, in -> in.readAllBytes());
                assertThat(read).as(name).isEqualTo(text);
            }
        }
    }

    private static byte[] tar(String name, char type, byte[] content) {
        byte[] tar = Arrays.copyOf(
                Packed.tarHeader(name, content.length, type), 512 + (content.length + 511) / 512 * 512 + 1024);
        System.arraycopy(content, 0, tar, 512, content.length);
        return tar;
    }
}
