package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Native memory is not the garbage collector's: an array that is never closed stays for good. */
class TrainingMemoryTest {
    private static final Path STATUS = Path.of("/proc/self/status");

    @Test
    void fifty_epochs_take_no_more_memory_than_ten() {
        assumeThat(STATUS).exists();
        Hyperparameters settings = Chosen.of("batch_size=16 epochs=50 seed=5");
        List<Long> resident = new ArrayList<>();

        new Training(new TrainingPlan(settings, TinyData.dataset(800, 0), "cpu")).run(new Recording() {
            @Override
            public void onEpoch(EpochMetrics metrics, Checkpoint checkpoint) {
                if (metrics.epoch() % 10 == 0) {
                    System.gc(); // so that what is left to see is native
                    resident.add(residentKilobytes());
                }
            }
        });

        // 40 epochs are 1,800 steps; one forgotten gradient a step would be 1.6 GB, one forgotten h1 29 MB.
        long growth = resident.get(4) - resident.get(0);
        System.out.printf("Resident memory after epochs 10, 20, 30, 40, 50: %s kB%n", resident);
        assertThat(growth).isLessThan(20_000);
    }

    private static long residentKilobytes() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
