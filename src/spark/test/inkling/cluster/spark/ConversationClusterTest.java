package inkling.cluster.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.cluster.SentPlan;
import inkling.cluster.spark.Answer.Command;
import inkling.dataset.ImageShape;
import inkling.dataset.Normalisation;
import inkling.dataset.Split;
import inkling.training.StepMetrics;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConversationClusterTest {
    private static final Event STEPS = Event.steps(List.of(new StepMetrics(1, 1, Double.NaN, 0.1, 1e-3)));

    private final Conversation conversation = new Conversation("1.0");
    private final Report first = new Report("1.0", 7, 0, 3, "0");
    private final Report second = new Report("1.0", 7, 0, 4, "1");

    @Test
    void what_a_lost_executor_says_late_is_dropped() {
        say(first);
        say(first.tells(List.of(STEPS), false));
        say(second);

        Command late = say(first.tells(List.of(STEPS), false));

        assertThat(late).isEqualTo(Command.STOP);
        assertThat(conversation.next(0)).extracting(Conversation.Heard::report).isEqualTo(second);
        assertThat(conversation.next(0)).isNull();
    }

    @Test
    void a_checkpoint_is_asked_for_once_and_again_when_it_is_there() {
        say(first);
        conversation.answer(
                new Work(
                        false,
                        new SentPlan(Map.of(), ImageShape.MNIST, 10, new Normalisation(0.1f, 0.3f)),
                        new Split(new int[0], new int[0]),
                        List.of(),
                        0),
                new byte[0],
                () -> true);

        assertThat(say(first.tells(List.of(STEPS), false))).isEqualTo(Command.CHECKPOINT);
        assertThat(say(first.tells(List.of(STEPS), false))).isEqualTo(Command.GO_ON);
        conversation.received();
        assertThat(say(first.tells(List.of(STEPS), false))).isEqualTo(Command.CHECKPOINT);
    }

    @Test
    void an_executor_that_is_far_ahead_is_slowed_down() {
        say(first);

        List<Command> answers = Stream.generate(() -> say(first.tells(List.of(STEPS), false)))
                .limit(100)
                .toList();

        assertThat(answers).startsWith(Command.GO_ON).endsWith(Command.WAIT);
    }

    @Test
    void another_version_is_refused() {
        Command answer = say(new Report("0.9", 7, 0, 5, "2"));

        assertThat(answer).isEqualTo(Command.STOP);
        assertThat(Optional.ofNullable(conversation.next(0)).orElseThrow().report().failure())
                .isEqualTo("Executor 2 of the cluster has Inkling 0.9, and this is Inkling 1.0: both must be the same.");
    }

    @Test
    void what_is_no_message_is_refused_before_it_is_read() {
        byte[] tooLong = ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).array();
        byte[] tooLarge = new Message<>(first, new byte[Message.MOST_BODY + 1]).bytes();

        for (Object wrong : List.of("text", new byte[3], tooLong, tooLarge)) {
            assertThatThrownBy(() -> Message.read(wrong, Report.class)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Command say(Report report) {
        byte[] sent = new Message<>(report).bytes();
        return conversation.receive(Message.read(sent, Report.class)).head().command();
    }
}
