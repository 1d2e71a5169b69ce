package inkling.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;
import java.util.Optional;
import java.util.Set;

/** Whoever asks: what is not for them, and whether they are still let in. */
public interface Guest {
    /**
     * What is asked for.
     *
     * @param path as the program knows it, undecoded
     * @param query undecoded; empty if there is none
     * @param roles of its route
     */
    record Asked(HandlerType method, String path, String query, Set<RouteRole> roles) {
        /** Copies the roles. */
        public Asked {
            roles = Set.copyOf(roles);
        }
    }

    /** Why something is not for them. */
    record Refused(String title, String sentence) {}

    /** Empty if they may ask for it. */
    Optional<Refused> refuses(Asked asked);

    /** Whether they can change nothing, so that pages leave out what would. */
    boolean looksOnly();

    /** Whether they are shown what the whole program does, not a part of it alone. */
    boolean seesAll();

    /** Whether they may hear what happens to what a page shows. */
    boolean hears(String page);

    /** Whether they are let in as before; asked as long as a stream is open. */
    boolean isStillIn();

    /** What the header calls whoever has logged in, beside the way out; empty where nobody logs in. */
    Optional<String> label();

    /** Who sent a request. */
    static Guest of(Context context) {
        return context.req().getAttribute(Guest.class.getName()) instanceof Guest guest ? guest : Anonymous.NOBODY;
    }

    /** Guests of whom nothing is known. */
    enum Anonymous implements Guest {
        /** May do everything: where nobody logs in. */
        ANYBODY,
        /** May do what the read-only address allows. */
        LOOKING,
        /** Has not come in. */
        NOBODY;

        private static final Refused OUTSIDE =
                new Refused("Log in first", "Nobody is answered here without logging in.");

        @Override
        public Optional<Refused> refuses(Asked asked) {
            return switch (this) {
                case ANYBODY -> Optional.empty();
                case LOOKING -> AtReadOnly.refuses(asked);
                case NOBODY -> asked.roles().contains(Open.TO_ANYBODY) ? Optional.empty() : Optional.of(OUTSIDE);
            };
        }

        @Override
        public boolean looksOnly() {
            return this != ANYBODY;
        }

        @Override
        public boolean seesAll() {
            return this != NOBODY;
        }

        @Override
        public boolean hears(String page) {
            return this != NOBODY;
        }

        @Override
        public boolean isStillIn() {
            return this != NOBODY;
        }

        @Override
        public Optional<String> label() {
            return Optional.empty();
        }
    }
}
