package inkling.access;

import inkling.database.Rows;
import inkling.text.Numbers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A link that lets whoever has it look at a run or a comparison, and at nothing else.
 *
 * @param id counted from 1
 * @param madeBy a person's name, or what stands for one
 */
record LookLink(long id, Sight sight, String madeBy, Instant madeAt) {
    static LookLink read(ResultSet row, long id) throws SQLException {
        Sight sight = new Sight(Numbers.ids(row.getString("runs")).orElseThrow(), row.getBoolean("comparison"));
        return new LookLink(
                id,
                sight,
                row.getString("made_by"),
                Rows.instant(row, "made_at").orElseThrow());
    }
}
