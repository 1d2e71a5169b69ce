package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code app.css} and the sheet of each feature load. */
class StyleSheetsTest {
    private static final Path CSS = Path.of("web/static/css");
    private static final Pattern IMPORT = Pattern.compile("@import url\\(\"([a-z/-]+\\.css)\"\\) layer\\(\\w+\\);");

    @Test
    void a_page_loads_each_of_its_style_sheets_once_and_none_is_left_over() throws IOException {
        Set<String> loaded = new TreeSet<>();
        for (String feature : sheets(1)) {
            List<String> page = new ArrayList<>(imports("app.css"));
            if (!feature.equals("app.css")) {
                page.addAll(imports(feature));
            }
            assertThat(page).as(feature).doesNotHaveDuplicates();
            loaded.addAll(page);
        }
        Set<String> inFolders = new TreeSet<>(sheets(2));
        inFolders.removeAll(sheets(1));
        assertThat(loaded).isEqualTo(inFolders);
    }

    private static List<String> imports(String sheet) throws IOException {
        return IMPORT.matcher(Files.readString(CSS.resolve(sheet)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> sheets(int depth) throws IOException {
        try (Stream<Path> paths = Files.walk(CSS, depth)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> CSS.relativize(path).toString().replace('\\', '/'))
                    .toList();
        }
    }
}
