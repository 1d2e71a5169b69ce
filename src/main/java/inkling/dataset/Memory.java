package inkling.dataset;

import inkling.text.Figures;
import inkling.text.Text;

/** Says before the work starts whether so many images fit. */
public final class Memory {
    /** The longest array that every Java can have. */
    private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** Of what Java may use: the rest is for the network, for copies of the images, and for the pages. */
    private static final double SHARE = 0.4;

    private Memory() {}

    /** @throws DatasetException with the figures if they do not fit */
    public static void require(long images, ImageShape shape) {
        long needed = images * shape.size();
        if (needed > LONGEST_ARRAY) {
            throw new DatasetException(Text.of(
                    "%s of %s take %s; more than %s are not read. Choose a smaller image size, or fewer images.",
                    Figures.plural(images, "image"), shape, Figures.bytes(needed), Figures.bytes(LONGEST_ARRAY)));
        }
        long free = (long) (SHARE * Runtime.getRuntime().maxMemory());
        if (needed > free) {
            throw new DatasetException(Text.of(
                    "%s of %s take %s of memory; here Java has %s for them. Choose a smaller image size, or start Inkling with more memory (java -Xmx%dg -jar ...).",
                    Figures.plural(images, "image"),
                    shape,
                    Figures.bytes(needed),
                    Figures.bytes(free),
                    (long) Math.ceil(needed / SHARE / (1 << 30)) + 1));
        }
    }
}
