package inkling.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.terminal.Table.Column;
import inkling.text.Printable;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("RUN", true, false), new Column("NAME", false, true), new Column("STATUS", false, false));

    private static Table of(String name) {
        return new Table(COLUMNS, List.of(List.of("7", name, "finished"), List.of("12", "b", "failed")));
    }

    @Test
    void columns_stand_below_each_other_whatever_the_names_are_written_in() {
        assertThat(of("手書き 😀 e\u0301").lines(80))
                .containsExactly(
                        "RUN  NAME         STATUS", //
                        "  7  手書き 😀 e\u0301  finished",
                        " 12  b            failed");
    }

    @Test
    void a_long_name_gives_way_before_columns_are_left_out() {
        Table table = of("a very long name of a run");

        assertThat(table.lines(30))
                .containsExactly(
                        "RUN  NAME             STATUS",
                        "  7  a very long na…  finished",
                        " 12  b                failed");
        assertThat(table.lines(12))
                .allMatch(line -> line.length() <= 12)
                .first()
                .isEqualTo("RUN");
    }

    @Property(tries = 300)
    void no_line_is_wider_than_the_terminal_and_none_commands_it(
            @ForAll String name, @ForAll @IntRange(min = 3, max = 60) int width) {
        assertThat(of(name).lines(width))
                .hasSize(3)
                .allMatch(line -> Printable.width(line) <= width)
                .noneMatch(line -> line.codePoints().anyMatch(Character::isISOControl));
    }

    @Test
    void what_moves_the_cursor_or_turns_text_around_is_replaced() {
        assertThat(Printable.of("a\u001b[2Jb\u009b1mc\nd\u202ee\u2066f\u200dg"))
                .isEqualTo("a\uFFFD[2Jb\uFFFD1mc\uFFFDd\uFFFDe\uFFFDf\u200dg");
    }
}
