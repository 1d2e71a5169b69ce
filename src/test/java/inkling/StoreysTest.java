package inkling;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packages stand in storeys, and each imports only from below. */
class StoreysTest {
    /** From top to bottom; packages named together do not know each other. */
    private static final List<List<String>> STOREYS = List.of(
            List.of("inkling"),
            List.of("inkling.compare.."),
            List.of(
                    "inkling.bench..",
                    "inkling.draw..",
                    "inkling.imagine..",
                    "inkling.maps..",
                    "inkling.queue..",
                    "inkling.runlist..",
                    "inkling.sweeps..",
                    "inkling.terminal..",
                    "inkling.weights.."),
            List.of("inkling.inspect..", "inkling.organise.."),
            List.of("inkling.runs.."),
            List.of("inkling.archive.."),
            List.of("inkling.http..", "inkling.worker.."),
            List.of("inkling.database.."),
            List.of("inkling.dreaming.."),
            List.of("inkling.analysis.."),
            List.of("inkling.projection.."),
            List.of("inkling.training.."),
            List.of("inkling.network.."),
            List.of("inkling.dataset.."),
            List.of("inkling.errors..", "inkling.files..", "inkling.text.."));

    private static final String[] CORE = {
        "inkling.dreaming..",
        "inkling.analysis..",
        "inkling.projection..",
        "inkling.training..",
        "inkling.network..",
        "inkling.dataset.."
    };

    private final JavaClasses program = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
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
}
