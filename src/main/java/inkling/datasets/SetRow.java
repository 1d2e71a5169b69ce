package inkling.datasets;

import inkling.dataset.Framing;
import inkling.datasets.Looks.Look;
import inkling.datasets.Looks.Reading;
import inkling.datasets.Looks.Seen;
import inkling.datasets.Looks.Unreadable;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.Optional;

/**
 * A data set in the list.
 *
 * @param about what it holds, or why nobody can say
 * @param pictures the addresses of some of its images
 * @param used how many runs learnt from it
 */
record SetRow(KnownSet set, String about, Optional<String> picture, boolean reading, String used) {
    static SetRow of(KnownSet set, UsedBy.Users users, Look look) {
        return new SetRow(
                set,
                look instanceof Seen seen
                        ? about(seen.contents())
                        : look instanceof Unreadable unreadable ? unreadable.reason() : "",
                look instanceof Seen ? Optional.of(set.url("/pictures/sample", Framing.USUAL)) : Optional.empty(),
                look instanceof Reading,
                users.count() == 0 ? "not used yet" : Figures.plural(users.count(), "run"));
    }

    static String about(Contents contents) {
        return Text.of(
                "%s for training, %s for the test; %s; %s",
                Figures.plural(contents.train(), "image"),
                Figures.count(contents.test()),
                contents.each(),
                Figures.plural(contents.classes().size(), "class", "classes"));
    }
}
