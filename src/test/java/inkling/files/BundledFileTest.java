package inkling.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledFileTest {
    private static final Map<String, String> FILES =
            new TreeMap<>(Map.of("web/one.css", "one", "web/deep/two.js", "two", "webbing.txt", "not below"));

    @TempDir
    private Path folder;

    @Test
    void a_folder_has_the_same_files_in_a_jar_as_in_a_directory() throws Exception {
        Path jar = folder.resolve("program.jar");
        Path directory = folder.resolve("classes");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("web/", "web/deep/")) {
                out.putNextEntry(new JarEntry(name));
            }
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                out.putNextEntry(new JarEntry(file.getKey()));
                out.write(bytes);
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, bytes);
            }
        }

        for (Path place : List.of(jar, directory)) {
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {place.toUri().toURL()}, null)) {
                List<BundledFile> files = BundledFile.below("web/", loader);

                assertThat(files).extracting(BundledFile::name).containsExactlyInAnyOrder("one.css", "deep/two.js");
                assertThat(files).allSatisfy(file -> {
                    byte[] bytes = FILES.get("web/" + file.name()).getBytes(StandardCharsets.UTF_8);
                    assertThat(file.bytes()).isEqualTo(bytes);
                    assertThat(file.checksum()).isEqualTo(crc(bytes));
                });
            }
        }
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
