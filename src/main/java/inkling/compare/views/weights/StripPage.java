package inkling.compare.views.weights;

import inkling.http.Address;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.List;

/**
 * The strips on a page.
 *
 * @param strips those of this page
 * @param total how many there are on all pages, and on none
 * @param page counted from 1
 * @param pages at least 1
 * @param first the number of the first strip, counted from 1
 * @param words which they are: {@code 25 of 250 units.}
 * @param turn the address without the page's number at its end
 */
record StripPage(List<List<Strips.Cell>> strips, int total, int page, int pages, int first, String words, String turn) {
    /** A full row of strips however wide they are. */
    static final int FEW = 25;

    /** On a page; of two runs, all units of the usual network. */
    private static final int PICTURES = 500;

    /**
     * All of them, on as many pages as that takes.
     *
     * @param asked which page; past the last one the last is meant
     * @param at the address without a page
     */
    static StripPage all(List<List<Strips.Cell>> strips, int runs, int asked, Address at) {
        int onAPage = Math.max(FEW, PICTURES / runs / FEW * FEW);
        int pages = Math.max(1, (strips.size() + onAPage - 1) / onAPage);
        int page = Math.min(pages, asked);
        int from = (page - 1) * onAPage;
        int to = Math.min(strips.size(), from + onAPage);
        return new StripPage(
                strips.subList(from, to),
                strips.size(),
                page,
                pages,
                from + 1,
                pages == 1
                        ? words(to, strips.size())
                        : Text.of("Units %d to %d of %s.", from + 1, to, Figures.count(strips.size())),
                at.copy().with("page", "").toString());
    }

    /** The first few. */
    static StripPage few(List<List<Strips.Cell>> strips) {
        int few = Math.min(FEW, strips.size());
        return new StripPage(strips.subList(0, few), strips.size(), 1, 1, 1, words(few, strips.size()), "");
    }

    private static String words(int some, int all) {
        return Text.of("%d of %s.", some, Figures.plural(all, "unit"));
    }
}
