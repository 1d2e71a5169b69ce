package inkling.cluster.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.cluster.ClusterException;
import inkling.cluster.JobInParts;
import inkling.cluster.PartWork;
import inkling.cluster.spark.Answer.Command;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RemotePartsClusterTest {
    private static final byte[] NOTHING = {};

    private final CompletableFuture<Void> going = new CompletableFuture<>();
    private final Counting job = new Counting();
    private final RemoteParts<Numbers> parts = new RemoteParts<>("1.0", job, new Uncancelled());

    record Numbers(float[] all) {}

    /** Two parts of up to a million and a half numbers each. */
    private static final class Counting implements JobInParts<Numbers> {
        final Map<Integer, Float> firsts = new TreeMap<>();
        final List<Long> progress = new ArrayList<>();
        Optional<byte[]> given = Optional.of(NOTHING);

        @Override
        public int parts() {
            return 2;
        }

        @Override
        public PartWork<Numbers> work() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<byte[]> given(int part) {
            return given;
        }

        @Override
        public Class<Numbers> result() {
            return Numbers.class;
        }

        @Override
        public long mostNumbers() {
            return 1_500_000;
        }

        @Override
        public void take(int part, Numbers result, boolean whole) {
            if (result.all().length == 0) {
                throw new IllegalArgumentException("there are no numbers");
            }
            firsts.put(part, result.all()[0]);
        }

        @Override
        public void onProgress(long done) {
            progress.add(done);
        }
    }

    @Test
    void a_part_that_is_begun_again_counts_once_and_what_the_lost_executor_says_late_is_dropped() {
        say(part(0, 4).tells(90), bytes(9));
        say(part(0, 6).tells(10), NOTHING);
        Command late = say(part(0, 4).tells(95), bytes(9));
        end(part(1, 5), 200, bytes(2));
        end(part(0, 6), 100, bytes(1));

        parts.follow(going);

        assertThat(late).isEqualTo(Command.STOP);
        assertThat(job.firsts).containsExactly(Map.entry(0, 1f), Map.entry(1, 2f));
        assertThat(job.progress).containsExactly(300L);
    }

    @Test
    void a_part_that_is_done_stays_done() {
        end(part(0, 0), 100, bytes(1));

        Command again = say(part(0, 2).tells(0), NOTHING);
        end(part(1, 1), 100, bytes(2));
        parts.follow(going);

        assertThat(again).isEqualTo(Command.STOP);
        assertThat(job.firsts).containsExactly(Map.entry(0, 1f), Map.entry(1, 2f));
    }

    @Test
    void what_there_is_of_a_part_so_far_is_taken_before_it_is_done() {
        say(part(1, 3).tells(50), bytes(7));
        going.complete(null);

        assertThatThrownBy(() -> parts.follow(going)).hasMessageContaining("before it was done");
        assertThat(job.firsts).containsExactly(Map.entry(1, 7f));
        assertThat(job.progress).containsExactly(50L);
    }

    @Test
    void a_large_result_comes_in_pieces() {
        float[] many = new float[1_500_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = (i + 1) / 3f;
        }
        end(part(0, 0), 1, Message.resultBytes(new Numbers(many)));
        end(part(1, 0), 1, bytes(2));

        parts.follow(going);

        assertThat(job.firsts).containsEntry(0, 1 / 3f);
    }

    @Test
    void what_is_given_to_a_part_is_fetched_in_pieces_once_it_is_there() throws Exception {
        byte[] given = new byte[2 * Message.MOST_BODY];
        given[Message.MOST_BODY] = 1;
        job.given = Optional.of(given);
        end(part(1, 0), 1, bytes(2));
        CompletableFuture<Void> followed = CompletableFuture.runAsync(() -> parts.follow(going));

        byte[] first = fetch(0);
        byte[] second = fetch(Message.MOST_BODY);
        byte[] last = fetch(2L * Message.MOST_BODY);
        end(part(0, 0), 1, bytes(1));
        followed.get();

        assertThat(first).hasSize(Message.MOST_BODY).startsWith(0);
        assertThat(second).hasSize(Message.MOST_BODY).startsWith(1);
        assertThat(last).isEmpty();
    }

    @Test
    void a_part_that_is_not_to_be_done_after_all_is_left_out() {
        job.given = Optional.empty();
        end(part(1, 0), 1, bytes(2));

        Command before = say(part(0, 0).fetches(0), NOTHING);
        parts.follow(going);
        Command after = say(part(0, 0).fetches(0), NOTHING);

        assertThat(List.of(before, after)).containsExactly(Command.WAIT, Command.STOP);
        assertThat(job.firsts).containsOnlyKeys(1);
    }

    @Test
    void more_bytes_than_can_come_of_a_part_end_the_job_with_a_sentence() {
        Command answer = say(part(0, 0).sends(0, 1_000_000_000), NOTHING);

        assertThat(answer).isEqualTo(Command.STOP);
        assertThatThrownBy(() -> parts.follow(going))
                .isInstanceOf(ClusterException.class)
                .hasMessage("Executor 1 sent 1000000000 bytes of part 0, more than can come of it.");
    }

    @Test
    void what_cannot_come_of_a_part_ends_the_job_with_a_sentence() {
        for (String wrong : List.of("{\"all\":[]}", "{\"all\":\"x\"}", "{", "{}")) {
            RemoteParts<Numbers> others = new RemoteParts<>("1.0", job, new Uncancelled());
            byte[] bytes = wrong.getBytes(StandardCharsets.UTF_8);
            others.receive(sent(part(0, 0).sends(0, bytes.length), bytes));
            others.receive(sent(part(0, 0).donePart(1), NOTHING));

            assertThatThrownBy(() -> others.follow(going))
                    .isInstanceOf(ClusterException.class)
                    .hasMessage("What executor 1 says of part 0 cannot be.");
        }
    }

    @Test
    void a_part_that_fails_or_ends_with_nothing_ends_the_job_with_a_sentence() {
        say(part(0, 0).failed("It broke."), NOTHING);
        assertThatThrownBy(() -> parts.follow(going))
                .isInstanceOf(ClusterException.class)
                .hasMessage("It broke.");

        RemoteParts<Numbers> others = new RemoteParts<>("1.0", job, new Uncancelled());
        others.receive(new Message<>(part(1, 0).donePart(3), NOTHING));
        assertThatThrownBy(() -> others.follow(going))
                .isInstanceOf(ClusterException.class)
                .hasMessage("Executor 1 ended part 1 and sent nothing.");
    }

    @Test
    void a_part_of_another_version_ends_the_job_with_a_sentence() {
        Command answer = say(new Report("0.9", 7, 1, 5, "2").tells(0), NOTHING);

        assertThat(answer).isEqualTo(Command.STOP);
        assertThatThrownBy(() -> parts.follow(going))
                .isInstanceOf(ClusterException.class)
                .hasMessage("Executor 2 of the cluster has Inkling 0.9, and this is Inkling 1.0: both must be the same.");
    }

    @Test
    void a_job_that_spark_gives_up_says_why() {
        say(part(1, 1).tells(3), NOTHING);
        going.completeExceptionally(new IllegalStateException("no machines\nleft"));

        assertThatThrownBy(() -> parts.follow(going))
                .isInstanceOf(ClusterException.class)
                .hasMessage(
                        "The cluster gave it up; what is kept stays, and it can be asked for again. It says: no machines");
    }

    private static Report part(int part, long attempt) {
        return new Report("1.0", 7, part, attempt, "1");
    }

    private static byte[] bytes(float number) {
        return Message.resultBytes(new Numbers(new float[] {number}));
    }

    private void end(Report part, long done, byte[] result) {
        for (int at = 0; at < result.length; at += Message.MOST_BODY) {
            say(part.sends(at, result.length), Message.piece(result, at));
        }
        say(part.donePart(done), NOTHING);
    }

    private byte[] fetch(long at) {
        while (true) {
            Message<Answer> answer = parts.receive(sent(part(0, 0).fetches(at), NOTHING));
            if (answer.head().command() != Command.WAIT) {
                return answer.body();
            }
        }
    }

    private Command say(Report report, byte[] body) {
        return parts.receive(sent(report, body)).head().command();
    }

    /** As it goes over the wire. */
    private static Message<Report> sent(Report report, byte[] body) {
        return Message.read(new Message<>(report, body).bytes(), Report.class);
    }
}
