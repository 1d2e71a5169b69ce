package inkling.overview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import inkling.Chromium;
import inkling.Routes;
import inkling.archive.Background;
import inkling.archive.folders.RunFolders;
import inkling.imagine.DreamRepository;
import inkling.inspect.TrainedRun;
import inkling.maps.job.MapEvents;
import inkling.maps.job.MapFiles;
import inkling.maps.job.MapParts;
import inkling.maps.job.ProjectionRepository;
import inkling.stress.StressPage;
import inkling.stress.StressStudy;
import inkling.studies.Studies;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The overview of a run whose test images nobody has asked the network about yet. */
class OverviewPageTest {
    @TempDir
    private Path home;

    @AutoClose
    private final Background background = new Background(Duration.ofMillis(20));

    private Studies studies;
    private StressPage stress;

    @Test
    void the_page_is_there_at_once_and_what_the_test_images_tell_comes_after_it() throws Exception {
        try (TrainedRun trained = new TrainedRun(home, (parts, all) -> {
                    var maps = new MapParts(
                            parts.archive,
                            parts.predictions,
                            new ProjectionRepository(parts.database),
                            new MapFiles(new RunFolders(home)),
                            new MapEvents(parts.hub, new ProjectionRepository(parts.database)),
                            Clock.systemUTC());
                    studies = new Studies(
                            parts.archive,
                            parts.database,
                            new RunFolders(home),
                            parts.worker,
                            parts.devices,
                            Optional.empty(),
                            parts.hub,
                            Clock.systemUTC());
                    StressStudy stressStudy = new StressStudy(parts.archive, parts.predictions);
                    studies.add(stressStudy);
                    stress = new StressPage(parts.archive, parts.predictions, studies, stressStudy);
                    Routes.overview(
                            all,
                            new OverviewPage(
                                    parts.archive,
                                    parts.metrics,
                                    parts.predictions,
                                    new DreamRepository(parts.database),
                                    maps,
                                    stress,
                                    background),
                            new TourPage(parts.archive));
                });
                Chromium chromium = Chromium.start()) {
            String first = trained.get("/runs/1/overview?epoch=2").body();
            Page page = chromium.page(1280, 900);
            page.navigate(trained.server.address() + "/runs/1/overview");

            assertThat(first)
                    .contains("data-live-again=\"/runs/1/overview?epoch=2\"", "being asked about the test images")
                    .contains("Its validation loss is lowest after epoch")
                    .contains("This epoch is not stress-tested yet.")
                    .doesNotContain("Expected calibration error");
            assertThat(page.locator("#overview-cards")).containsText("Expected calibration error");
            assertThat(page.locator("#overview-cards")).not().containsText("being asked");
            assertThat(trained.worker.state().running()).isEmpty();

            studies.await(stress.start(trained.run, Optional.empty()));
            page.reload();
            assertThat(page.locator("section:has(> #o-stress)")).containsText("Mean corruption error");
            assertThat(page.locator("section:has(> #o-stress) .bar-right")).hasCount(15);
        }
    }
}
