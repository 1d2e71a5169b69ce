package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.folders.RunFolders;
import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.database.Database;
import inkling.runs.job.Outcome;
import inkling.runs.job.TinyDataset;
import inkling.worker.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trains in real processes that are killed at random moments, and resumed until they finish: a few rounds; with {@code mvn
 * test -Dtest=KillTest -Dinkling.kills=50} as many as wanted, and with {@code -Dinkling.kills.seed=7} the moments of an
 * earlier time.
 */
class KillTest {
    private static final int ROUNDS = Integer.getInteger("inkling.kills", 3);
    private static final long SEED = Long.getLong("inkling.kills.seed", System.nanoTime() % 1_000_000);
    private static final String STARTED = "Run 1, ";
    private static final Pattern EPOCH_DONE = Pattern.compile("^Epoch (\\d+)/", Pattern.MULTILINE);

    @TempDir
    Path folder;

    private Optional<Program> program = Optional.empty();

    /** From the start of the uninterrupted process, and of its run, to its end. */
    private long processMillis;

    private long runMillis;

    @AfterEach
    void end() {
        program.ifPresent(Program::kill);
    }

    @Test
    void a_run_that_is_killed_and_resumed_ends_with_the_numbers_of_one_that_was_not() throws Exception {
        TinyDataset.write(folder, 2_000, 200); // 1,800 to train on are 450 steps an epoch
        Outcome whole = uninterrupted();
        say("seed %d; a run of %d epochs and %d steps takes %d ms of the %d ms of its process"
                .formatted(
                        SEED,
                        whole.epochs().size(),
                        whole.steps().get(whole.steps().size() - 1).step(),
                        runMillis,
                        processMillis));

        for (int round = 1; round <= ROUNDS; round++) {
            round(round, whole);
        }
    }

    private Outcome uninterrupted() throws Exception {
        Path home = Files.createDirectory(folder.resolve("uninterrupted"));
        long start = System.nanoTime();
        Program running = begin(home, Optional.empty());
        running.awaitOutput(STARTED);
        long started = System.nanoTime();
        assertThat(running.awaitEnd()).as(running.err()).isZero();
        processMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        runMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        try (Database database = new Database(running.home())) {
            return Outcome.of(1, new MetricsRepository(database), files(running));
        }
    }

    private void round(int round, Outcome whole) throws Exception {
        Random random = new Random(SEED + round);
        Path home = Files.createDirectory(folder.resolve("round-" + round));
        StringBuilder told = new StringBuilder("round %d of %d:".formatted(round, ROUNDS));
        Optional<Run> run = Optional.empty();
        int kills = random.nextInt(3) == 0 ? 2 : 1;
        for (int kill = 0; kill < kills && !finished(run); kill++) {
            Program killed = begin(home, run);
            told.append(kill(killed, random));
            run = examine(killed, whole, told);
        }
        if (!finished(run)) {
            Program last = begin(home, run);
            assertThat(last.awaitEnd()).as(told + "\n" + last.err()).isZero();
            told.append(run.isPresent() ? " resumed," : " begun again,");
            run = examine(last, whole, told);
        }
        assertThat(run.orElseThrow().status()).isEqualTo(JobStatus.FINISHED);
        say(told + " test " + run.orElseThrow().test().orElseThrow());
    }

    private static boolean finished(Optional<Run> run) {
        return run.filter(found -> found.status() == JobStatus.FINISHED).isPresent();
    }

    /** Trains, or goes on if there is a run to go on with. */
    private Program begin(Path home, Optional<Run> run) throws IOException {
        Program started = run.isPresent()
                ? Program.start(home, "resume", String.valueOf(run.get().id()))
                : Program.start(
                        home,
                        ("train --dataset idx --batch-size 4 --hidden 16,12 --epochs 5 --lr 0.003 --seed 11 --data "
                                        + folder)
                                .split(" "));
        program = Optional.of(started);
        return started;
    }

    /** Kills at a random moment: of the process, of its run, or while it stops in order. */
    private String kill(Program running, Random random) throws Exception {
        if (random.nextInt(6) == 0) {
            return kill(running, "its start", random.nextInt((int) processMillis));
        }
        while (running.alive() && !running.err().contains("Run ")) {
            Thread.sleep(5);
        }
        int wait = random.nextInt((int) runMillis * 3 / 4); // later, most have ended by themselves
        if (random.nextInt(3) > 0) {
            return kill(running, "its run's start", wait);
        }
        running.awaitEnd(wait, TimeUnit.MILLISECONDS);
        running.terminate();
        return kill(running, "SIGTERM %d ms after its run's start".formatted(wait), random.nextInt(250));
    }

    private static String kill(Program running, String since, int wait) throws InterruptedException {
        boolean ended = running.awaitEnd(wait, TimeUnit.MILLISECONDS);
        running.kill();
        return ended
                ? " ended by itself before %d ms after %s,".formatted(wait, since)
                : " killed %d ms after %s,".formatted(wait, since);
    }

    /** The database opens, knows every epoch that was announced, and all its files are whole and as they should be. */
    private static Optional<Run> examine(Program ended, Outcome whole, StringBuilder told) throws IOException {
        int announced = EPOCH_DONE
                .matcher(ended.err())
                .results()
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .max()
                .orElse(0);
        try (Database database = new Database(ended.home())) {
            Optional<Run> run = new RunRepository(database).newest(1).stream().findFirst();
            if (run.isEmpty()) {
                assertThat(announced).isZero();
                told.append(" before there was a run;");
                return run;
            }
            Outcome found = Outcome.of(run.get().id(), new MetricsRepository(database), files(ended));
            assertThat(found.epochs()).as(told.toString()).hasSizeGreaterThanOrEqualTo(announced);
            if (run.get().status() == JobStatus.FINISHED) {
                assertThat(found).as(told.toString()).isEqualTo(whole);
            } else {
                assertThat(found.epochs())
                        .as(told.toString())
                        .isEqualTo(whole.epochs().subList(0, found.epochs().size()));
                assertThat(whole.checkpoints()).as(told.toString()).containsAllEntriesOf(found.checkpoints());
            }
            boolean paused = Files.exists(files(ended).pausePath(run.get().id()));
            told.append(" %s with %d epochs%s;"
                    .formatted(run.get().status().id(), found.epochs().size(), paused ? " and a part" : ""));
            if (paused) {
                assertThat(files(ended).pause(run.get().id(), run.get().blueprint()))
                        .as(told.toString())
                        .isPresent();
            }
            return run;
        }
    }

    private static CheckpointFiles files(Program program) {
        return new CheckpointFiles(new RunFolders(program.home()), Clock.systemUTC());
    }

    private static void say(String line) {
        System.out.println("KillTest: " + line);
    }
}
