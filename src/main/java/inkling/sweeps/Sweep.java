package inkling.sweeps;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Runs that were started together.
 *
 * @param id counted from 1
 * @param name for people, 1 to 120 characters
 * @param fields what was asked for, field by field as the form has it
 * @param askedBy the name of the person who asked for it; empty for whoever had none
 * @param createdAt when it was started
 */
public record Sweep(long id, String name, Map<String, String> fields, Optional<String> askedBy, Instant createdAt) {
    public Sweep {
        fields = Map.copyOf(fields);
    }

    /** Where its page is. */
    public String url() {
        return "/sweeps/" + id;
    }
}
