package inkling.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What lets in whoever knows it, without a name: kept as hashes alone. */
final class Tokens {
    private record Token(String hash, Role role) {}

    private final List<Token> all = new ArrayList<>();

    void add(String token, Role role) {
        all.add(new Token(Secret.hash(token), role));
    }

    /** What somebody may do who sends a token; empty if it is none. */
    Optional<Role> role(String token) {
        return ofHash(Secret.hash(token));
    }

    /** The same of its hash; every one is compared, whichever it is. */
    Optional<Role> ofHash(String hash) {
        Optional<Role> found = Optional.empty();
        for (Token each : all) {
            found = Secret.same(each.hash, hash) ? Optional.of(each.role) : found;
        }
        return found;
    }

    List<String> hashes() {
        return all.stream().map(Token::hash).toList();
    }
}
