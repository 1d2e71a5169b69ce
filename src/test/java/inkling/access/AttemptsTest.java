package inkling.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.access.Attempts.Key;
import inkling.access.Attempts.Kind;
import inkling.errors.UserError.TooManyAttempts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long those wait who try passwords. */
class AttemptsTest {
    private static final Key NAME = new Key(Kind.NAME, "ada");
    private static final Key ADDRESS = new Key(Kind.ADDRESS, "192.0.2.1");

    private long now = -5; // As of a clock whose zero means nothing.
    private final Attempts attempts = new Attempts(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void five_of_a_name_are_free_and_each_further_one_waits_twice_as_long_up_to_a_minute() {
        for (int i = 0; i < 5; i++) {
            attempts.begin(NAME);
        }

        for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThatThrownBy(() -> attempts.begin(NAME))
                    .isInstanceOfSatisfying(
                            TooManyAttempts.class, e -> assertThat(e.seconds()).isBetween(seconds, seconds + 1));
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThatThrownBy(() -> attempts.check(NAME)).isInstanceOf(TooManyAttempts.class);
            pass(Duration.ofNanos(1));
            attempts.begin(NAME);
        }
    }

    @Test
    void twenty_of_an_address_are_free_whatever_the_names() {
        for (int i = 0; i < 20; i++) {
            attempts.begin(ADDRESS, new Key(Kind.NAME, "name " + i));
        }

        assertThatThrownBy(() -> attempts.begin(ADDRESS, new Key(Kind.NAME, "another")))
                .isInstanceOf(TooManyAttempts.class);
        assertThatCode(() -> attempts.begin(new Key(Kind.ADDRESS, "192.0.2.2"), new Key(Kind.NAME, "another")))
                .doesNotThrowAnyException();
    }

    @Test
    void who_has_a_password_of_their_own_cannot_go_on_guessing_those_of_others() {
        Key own = new Key(Kind.NAME, "mallory");
        for (int i = 0; i < 20; i++) {
            attempts.begin(ADDRESS, new Key(Kind.NAME, "name " + i));
            if (i % 2 == 0 && i < 18) {
                attempts.begin(ADDRESS, own);
                attempts.succeeded(ADDRESS, own);
            }
        }

        assertThatThrownBy(() -> attempts.begin(ADDRESS, own)).isInstanceOf(TooManyAttempts.class);
    }

    @Test
    void a_name_that_was_right_is_as_new_and_all_is_forgotten_after_a_quarter_of_an_hour() {
        for (int i = 0; i < 4; i++) {
            attempts.begin(NAME);
        }
        attempts.succeeded(NAME);
        for (int i = 0; i < 5; i++) {
            attempts.begin(NAME);
        }
        assertThatThrownBy(() -> attempts.begin(NAME)).isInstanceOf(TooManyAttempts.class);

        pass(Duration.ofMinutes(15).plusSeconds(1));

        for (int i = 0; i < 5; i++) {
            attempts.begin(NAME);
        }
    }
}
