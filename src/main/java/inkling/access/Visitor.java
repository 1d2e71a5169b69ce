package inkling.access;

import inkling.http.AtReadOnly;
import inkling.http.Guest;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Who asks, and what they may do.
 *
 * @param name of a person who has logged in; empty for who came in by a token, and where nobody has to log in
 * @param label what the header calls whoever has logged in; empty where nobody has to
 * @param sight all that they are shown, if they came by a look-only link
 * @param session SHA-256 of the cookie that they came with; empty without one
 * @param stays asked whether they are still let in
 */
public record Visitor(
        Optional<String> name,
        Role role,
        Optional<String> label,
        Optional<Sight> sight,
        Optional<String> session,
        BooleanSupplier stays)
        implements Guest {
    private static final Refused FOR_OTHERS =
            new Refused("Not allowed", "This is for those who look after this dashboard.");
    private static final Refused FOR_LOOKING =
            new Refused("Not allowed", "You may look: nothing can be started, changed or deleted by you.");

    /** Whoever it is, where nobody has to log in. */
    static Visitor anybody(Role role) {
        return new Visitor(Optional.empty(), role, Optional.empty(), Optional.empty(), Optional.empty(), () -> true);
    }

    /** A program that sends a token along. */
    static Visitor program(Role role) {
        return new Visitor(
                Optional.empty(), role, Optional.of("Token"), Optional.empty(), Optional.empty(), () -> true);
    }

    /** Who sent a request; where nobody has to log in it is somebody without a name who may do everything. */
    public static Visitor of(Context context) {
        return Guest.of(context) instanceof Visitor visitor ? visitor : anybody(Role.MANAGE);
    }

    /** The same, where no more than looking is allowed. */
    Visitor looking() {
        return new Visitor(name, Role.LOOK, label, sight, session, stays);
    }

    @Override
    public Optional<Refused> refuses(Asked asked) {
        if (sight.isPresent() && !sight.get().covers(asked.path(), asked.query())) {
            return Optional.of(
                    new Refused("Not allowed", "This link shows " + sight.get().title() + ", and nothing else."));
        }
        Optional<Role> needed = asked.roles().stream()
                .filter(Role.class::isInstance)
                .map(Role.class::cast)
                .findFirst();
        if (needed.isPresent()) {
            return role.includes(needed.get())
                    ? Optional.empty()
                    : Optional.of(needed.get() == Role.MANAGE ? FOR_OTHERS : FOR_LOOKING);
        }
        return role == Role.LOOK
                ? AtReadOnly.refuses(asked).map(refused -> label.isPresent() ? FOR_LOOKING : refused)
                : Optional.empty();
    }

    /** Whether people, links and all that the whole dashboard needs are theirs to look after. */
    public boolean manages() {
        return role == Role.MANAGE;
    }

    @Override
    public boolean looksOnly() {
        return role == Role.LOOK;
    }

    @Override
    public boolean seesAll() {
        return sight.isEmpty();
    }

    @Override
    public boolean sees(String page) {
        return sight.map(only -> only.covers(page.replaceFirst("\\?.*", ""), page.replaceFirst("[^?]*\\??", "")))
                .orElse(true);
    }

    @Override
    public boolean isStillIn() {
        return stays.getAsBoolean();
    }
}
