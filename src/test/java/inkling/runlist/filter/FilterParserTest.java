package inkling.runlist.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import inkling.runlist.filter.Condition.All;
import inkling.runlist.filter.Condition.Any;
import inkling.runlist.filter.Condition.Compares;
import inkling.runlist.filter.Condition.Mentions;
import inkling.runlist.filter.Condition.Not;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterParserTest {
    private static final Condition SLOW = compares("lr", Operator.LESS, 0.01);
    private static final Condition ADAM = compares("optimizer", Operator.EQUAL, "ADAM");
    private static final Condition PAPER = compares("tag", Operator.EQUAL, "paper");

    @Test
    void a_comparison_has_a_field_a_sign_and_a_value_with_or_without_blanks() throws Exception {
        assertThat(FilterParser.parse("lr<0.01")).isEqualTo(SLOW);
        assertThat(FilterParser.parse("  LR  <  1e-2 ")).isEqualTo(SLOW);
        assertThat(FilterParser.parse("batch_size>=128")).isEqualTo(compares("batch_size", Operator.AT_LEAST, 128L));
        assertThat(FilterParser.parse("seed!=-5")).isEqualTo(compares("seed", Operator.UNEQUAL, -5L));
        assertThat(FilterParser.parse("optimizer==Adam")).isEqualTo(ADAM);
        assertThat(FilterParser.parse("valid_loss<1")).isEqualTo(compares("best_valid_loss", Operator.LESS, 1.0));
    }

    @Test
    void and_binds_closer_than_or_and_not_closest() throws Exception {
        assertThat(FilterParser.parse("lr<0.01 and optimizer=adam or tag=paper"))
                .isEqualTo(new Any(List.of(new All(List.of(SLOW, ADAM)), PAPER)));
        assertThat(FilterParser.parse("lr<0.01 AND (optimizer=adam OR tag=paper)"))
                .isEqualTo(new All(List.of(SLOW, new Any(List.of(ADAM, PAPER)))));
        assertThat(FilterParser.parse("not lr<0.01 and optimizer=adam"))
                .isEqualTo(new All(List.of(new Not(SLOW), ADAM)));
        assertThat(FilterParser.parse("not (not tag=paper)")).isEqualTo(new Not(new Not(PAPER)));
    }

    @Test
    void of_several_tags_a_run_has_them_all() throws Exception {
        Condition old = compares("tag", Operator.EQUAL, "old");

        assertThat(FilterParser.parse("tag=paper,old")).isEqualTo(new All(List.of(PAPER, old)));
        assertThat(FilterParser.parse("tag=\"paper, old\"")).isEqualTo(new All(List.of(PAPER, old)));
        assertThat(FilterParser.parse("tag=paper,")).isEqualTo(PAPER);
        assertThat(FilterParser.parse("tag!=paper,old"))
                .isEqualTo(new Any(
                        List.of(compares("tag", Operator.UNEQUAL, "paper"), compares("tag", Operator.UNEQUAL, "old"))));
    }

    @Test
    void words_alone_are_looked_for_and_all_of_them_must_be_there() throws Exception {
        assertThat(FilterParser.parse("wide tag=paper")).isEqualTo(new All(List.of(new Mentions("wide"), PAPER)));
        assertThat(FilterParser.parse("\"day 3\"")).isEqualTo(new Mentions("day 3"));
        assertThat(FilterParser.parse("'say \\'no\\' and \\\\'")).isEqualTo(new Mentions("say 'no' and \\"));
        assertThat(FilterParser.parse("wow! it's"))
                .isEqualTo(new All(List.of(new Mentions("wow!"), new Mentions("it's"))));
        assertThat(FilterParser.parse(" ")).isEqualTo(Condition.ALWAYS);
    }

    @Test
    void a_keyword_is_a_value_where_a_value_must_be_and_a_word_in_quotes() throws Exception {
        assertThat(FilterParser.parse("name=and")).isEqualTo(compares("name", Operator.EQUAL, "and"));
        assertThat(FilterParser.parse("\"or\"")).isEqualTo(new Mentions("or"));
    }

    @Test
    void values_are_written_as_they_are_shown() throws Exception {
        assertThat(FilterParser.parse("test_accuracy>97.91%"))
                .isEqualTo(compares("test_accuracy", Operator.MORE, 0.9791));
        assertThat(FilterParser.parse("took<10min")).isEqualTo(compares("took", Operator.LESS, 600.0));
        assertThat(FilterParser.parse("took<1.5h")).isEqualTo(compares("took", Operator.LESS, 5400.0));
        assertThat(FilterParser.parse("arch=mlp"))
                .isEqualTo(compares("arch", Operator.EQUAL, "dense 250, relu, dense 100, relu"));
        assertThat(FilterParser.parse("arch~dropout")).isEqualTo(compares("arch", Operator.CONTAINS, "dropout"));
        assertThat(FilterParser.parse("parameters>100000")).isEqualTo(compares("parameters", Operator.MORE, 100_000L));
        assertThat(FilterParser.parse("augment=off")).isEqualTo(compares("augment", Operator.EQUAL, "none"));
        assertThat(FilterParser.parse("augment~flip")).isEqualTo(compares("augment", Operator.CONTAINS, "flip"));
        assertThat(FilterParser.parse("sweep=none")).isEqualTo(compares("sweep", Operator.EQUAL, Missing.VALUE));
        assertThat(FilterParser.parse("created=2026-11-25"))
                .isEqualTo(compares(
                        "created",
                        Operator.EQUAL,
                        new Span(Instant.parse("2026-11-25T00:00:00Z"), Instant.parse("2026-11-26T00:00:00Z"))));
        assertThat(FilterParser.parse("ended<2026-11-25T12:30"))
                .isEqualTo(compares(
                        "ended",
                        Operator.LESS,
                        new Span(Instant.parse("2026-11-25T12:30:00Z"), Instant.parse("2026-11-25T12:31:00Z"))));
    }

    @Test
    void what_is_wrong_is_said_with_its_place() {
        assertWrong("lr<0.01 and learning=3", "there is no field ‘learning’; did you mean lr?", "learning");
        assertWrong("optimiser=adam", "there is no field ‘optimiser’; did you mean optimizer?", "optimiser");
        assertWrong("best_loss<1", "there is no field ‘best_loss’; did you mean test_loss?", "best_loss");
        assertWrong("xyzzy=1", "there is no field ‘xyzzy’", "xyzzy");
        assertWrong("lr<small", "lr must be a number such as 0.001, was small", "small");
        assertWrong("epochs>2.5", "epochs must be a whole number such as 64, was 2.5", "2.5");
        assertWrong(
                "status=done",
                "status must be one of queued, running, finished, failed, cancelled, interrupted, was done",
                "done");
        assertWrong("created>2026-02-30", "created must be a day such as 2026-11-25", "2026-02-30");
        assertWrong("name<x", "name can be compared by =, != and ~, not by <", "<");
        assertWrong("lr~1", "lr can be compared by =, !=, <, <=, > and >=, not by ~", "~");
        assertWrong("lr=none", "lr must be a number such as 0.001, was none", "none");
        assertWrong("lr <", "a value is missing after lr <", "");
        assertWrong("lr < ) ", "a value is missing after lr <", ")");
        assertWrong("< 3", "a field is missing before <", "<");
        assertWrong("\"lr\" < 3", "a field's name stands without quotes", "\"lr\"");
        assertWrong("lr =< 3", "there is no comparison =<", "=<");
        assertWrong("lr<1 and", "something is missing after and", "");
        assertWrong("or lr<1", "something is missing before or", "or");
        assertWrong("(lr<1", "this ( is not closed", "(");
        assertWrong("lr<1)", "there is no ( for this )", ")");
        assertWrong("( )", "there is nothing between ( and )", ")");
        assertWrong("name=\"day 3", "this \" has no second one", "\"day 3");
        assertWrong("(".repeat(41) + "a" + ")".repeat(41), "this is nested more than 40 deep", "(");
        assertWrong("x".repeat(1_001), "a filter has at most 1000 characters, this one had 1001", "x");
    }

    @Test
    void the_place_is_counted_from_one_in_the_sentence() {
        FilterException wrong = catchThrowableOfType(FilterException.class, () -> FilterParser.parse("lr<1 and foo=1"));

        assertThat(wrong.sentence()).isEqualTo("there is no field ‘foo’ (at character 10)");
    }

    private static Condition compares(String field, Operator operator, Object value) {
        return new Compares(Field.of(field).orElseThrow(), operator, value);
    }

    private static void assertWrong(String filter, String sentence, String place) {
        FilterException wrong = catchThrowableOfType(FilterException.class, () -> FilterParser.parse(filter));
        assertThat(wrong).as(filter).isNotNull();
        assertThat(wrong.getMessage()).startsWith(sentence);
        assertThat(filter.substring(wrong.start(), wrong.end())).isEqualTo(place);
    }
}
