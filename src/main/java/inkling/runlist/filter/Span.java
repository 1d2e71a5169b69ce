package inkling.runlist.filter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * A day, a minute or a second in UTC: a moment as exactly as it was typed.
 *
 * @param start the first moment of it
 * @param end the first moment after it
 */
public record Span(Instant start, Instant end) {
    /** @throws IllegalArgumentException with what it must be */
    static Span read(String text) {
        try {
            if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                Instant start = LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
                return new Span(start, start.plus(1, ChronoUnit.DAYS));
            }
            if (text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?Z?")) {
                Instant start = LocalDateTime.parse(text.replace("Z", "")).toInstant(ZoneOffset.UTC);
                boolean seconds = text.replace("Z", "").length() > "2026-11-25T12:30".length();
                return new Span(start, start.plus(1, seconds ? ChronoUnit.SECONDS : ChronoUnit.MINUTES));
            }
        } catch (DateTimeParseException e) {
            // There is no such day: it is told as any other text that is none.
        }
        throw new IllegalArgumentException("a day such as 2026-11-25, or a time such as 2026-11-25T12:30 (in UTC)");
    }
}
