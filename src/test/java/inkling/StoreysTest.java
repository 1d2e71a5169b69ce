package inkling;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages stand in storeys, and each imports only from below. */
class StoreysTest {
    /** From top to bottom; packages named together do not know each other. */
    private static final List<List<String>> STOREYS = List.of(
            List.of("inkling"),
            List.of("inkling.compare..", "inkling.overview..", "inkling.whatif.."),
            List.of(
                    "inkling.backup..",
                    "inkling.bench..",
                    "inkling.datasets..",
                    "inkling.doctor..",
                    "inkling.draw..",
                    "inkling.imagine..",
                    "inkling.layers..",
                    "inkling.maps..",
                    "inkling.monitoring..",
                    "inkling.queue..",
                    "inkling.runlist..",
                    "inkling.sweeps..",
                    "inkling.terminal..",
                    "inkling.weights..",
                    "inkling.words.."),
            List.of("inkling.explain..", "inkling.stress.."),
            List.of("inkling.inspect..", "inkling.organise.."),
            List.of("inkling.runs.."),
            List.of("inkling.studies.."),
            List.of("inkling.archive.."),
            List.of("inkling.access..", "inkling.deletion.."),
            List.of("inkling.charts..", "inkling.cluster..", "inkling.http.."),
            List.of("inkling.worker.."),
            List.of("inkling.database.."),
            List.of("inkling.attribution..", "inkling.dreaming.."),
            List.of("inkling.analysis.."),
            List.of("inkling.projection.."),
            List.of("inkling.corruption..", "inkling.training.."),
            List.of("inkling.network.."),
            List.of("inkling.dataset.."),
            List.of(
                    "inkling.errors..",
                    "inkling.files..",
                    "inkling.logging..",
                    "inkling.parallel..",
                    "inkling.random..",
                    "inkling.text.."));

    private static final String[] CORE = {
        "inkling.attribution..",
        "inkling.dreaming..",
        "inkling.analysis..",
        "inkling.projection..",
        "inkling.corruption..",
        "inkling.training..",
        "inkling.network..",
        "inkling.dataset.."
    };

    private final JavaClasses program = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("inkling");

    @Test
    void a_package_imports_only_from_the_storeys_below_it() {
        for (int storey = 0; storey < STOREYS.size(); storey++) {
            for (String room : STOREYS.get(storey)) {
                String[] outOfBounds = STOREYS.subList(0, storey + 1).stream()
                        .flatMap(List::stream)
                        .filter(other -> !other.equals(room))
                        .toArray(String[]::new);
                if (outOfBounds.length > 0) {
                    noClasses()
                            .that(resideInAPackage(room))
                            .should()
                            .dependOnClassesThat(resideInAnyPackage(outOfBounds))
                            .allowEmptyShould(true)
                            .check(program);
                }
            }
        }
    }

    @Test
    void every_package_has_its_place_in_the_storeys() {
        String[] known = STOREYS.stream().flatMap(List::stream).toArray(String[]::new);
        noClasses().should().resideOutsideOfPackages(known).check(program);
    }

    @Test
    void packages_are_free_of_cycles() {
        slices().matching("inkling.(*)..").should().beFreeOfCycles().check(program);
        slices().matching("inkling.(**)").should().beFreeOfCycles().check(program);
    }

    @Test
    void the_core_knows_neither_the_web_nor_the_database() {
        noClasses()
                .that(resideInAnyPackage(CORE))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.javalin..", "jakarta.servlet..", "org.thymeleaf..", "org.jdbi..", "java.sql..", "org.h2.."))
                .check(program);
    }

    @Test
    void native_arrays_never_leave_the_core() {
        noClasses()
                .that(not(resideInAnyPackage(CORE)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("ai.djl.ndarray.."))
                .check(program);
    }

    @Test
    void smile_is_known_to_projection_alone() {
        noClasses()
                .that(not(resideInAPackage("inkling.projection..")))
                .should()
                .dependOnClassesThat(resideInAPackage("smile.."))
                .check(program);
    }

    @Test
    void addresses_are_unknown_below_the_pages() throws IOException {
        Pattern address = Pattern.compile("\"(?:[^\"\\n]* )?/(?:runs|api|sweeps|compare|queue|events)\\b");
        Set<String> below = Set.of(
                "errors",
                "files",
                "random",
                "text",
                "dataset",
                "network",
                "training",
                "projection",
                "analysis",
                "attribution",
                "corruption",
                "dreaming",
                "database",
                "worker",
                "cluster",
                "archive");

        // A run says where its page is: whatever tells of a run leads there.
        assertThat(sources(address))
                .filteredOn(file -> below.contains(file.getName(0).toString()))
                .containsExactly(Path.of("archive/runs/Run.java"));
    }

    @Test
    void routes_stand_in_one_file() throws IOException {
        assertThat(sources(Pattern.compile("\"/[^\"\\n ]*\\{[a-z]+}"))).containsExactly(Path.of("Routes.java"));
    }

    /** The program's files in which something is found. */
    private static List<Path> sources(Pattern wanted) throws IOException {
        Path program = Path.of("src/main/java/inkling");
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(program)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                if (wanted.matcher(Files.readString(file)).find()) {
                    found.add(program.relativize(file));
                }
            }
        }
        return found;
    }
}
