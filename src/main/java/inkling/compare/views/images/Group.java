package inkling.compare.views.images;

import inkling.analysis.pairs.Disagreement;
import inkling.analysis.pairs.Disagreement.Kind;
import inkling.text.Text;
import java.util.EnumSet;
import java.util.Set;

/** Which of the images are shown. */
enum Group {
    DIFFERENT(Kind.DIFFERENT),
    ONLY_A(EnumSet.of(Kind.ONLY_FIRST)),
    ONLY_B(EnumSet.of(Kind.ONLY_SECOND)),
    BOTH_WRONG(EnumSet.of(Kind.WRONG_DIFFERENTLY)),
    ALIKE(EnumSet.of(Kind.WRONG_ALIKE));

    final Set<Kind> kinds;

    Group(Set<Kind> kinds) {
        this.kinds = kinds;
    }

    int count(Disagreement disagreement) {
        return kinds.stream().mapToInt(disagreement::count).sum();
    }

    /** What a person calls it. */
    String title(long a, long b) {
        return switch (this) {
            case DIFFERENT -> "all answered differently";
            case ONLY_A -> Text.of("only run %d right", a);
            case ONLY_B -> Text.of("only run %d right", b);
            case BOTH_WRONG -> "both wrong, differently";
            case ALIKE -> "both wrong alike";
        };
    }
}
