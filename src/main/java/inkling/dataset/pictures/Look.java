package inkling.dataset.pictures;

import inkling.dataset.DatasetException;
import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.dataset.LoadProgress;
import inkling.dataset.files.DataFiles;
import inkling.dataset.files.DataFiles.DataFile;
import inkling.dataset.files.FileTree;
import inkling.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What some of the pictures are like, spread evenly over all of them, and what shape that asks for.
 *
 * @param shape of every image
 * @param sizes how many of those that were looked at have each size, {@code 640x480}
 */
record Look(ImageShape shape, Map<Framing.Size, Integer> sizes) {
    /** Larger ones make training slow; whoever wants them says so. */
    private static final int USUAL_SIDE = 64;

    private static final int LOOKED_AT = 1_000;
    /** Of those, how many are decoded to see whether a coloured file shows anything but grey. */
    private static final int DECODED = 100;

    static Look of(List<DataFile> all, Framing framing, LoadProgress progress) {
        List<DataFile> files =
                all.stream().filter(file -> !file.entry().leadsOut()).toList();
        if (files.isEmpty()) {
            throw new DatasetException(all.get(0).tree().name() + " holds links that lead out of it, and no picture.");
        }
        int step = (files.size() + LOOKED_AT - 1) / LOOKED_AT;
        List<DataFile> some = new ArrayList<>();
        for (int i = 0; i < files.size(); i += step) {
            some.add(files.get(i));
        }
        int decodedStep = (some.size() + DECODED - 1) / DECODED;
        Map<Framing.Size, Integer> sizes = new HashMap<>();
        int[] looked = {0};
        boolean[] coloured = {false};
        DataFiles.visit(some, (file, content) -> {
            progress.report("looking at pictures", looked[0]++, some.size(), "images");
            try (InputStream in = content.open()) {
                byte[] bytes = in.readNBytes(PictureFile.MOST_BYTES);
                PictureFile.Header header = PictureFile.header(bytes);
                sizes.merge(PictureFile.uprightSize(header, bytes), 1, Integer::sum);
                if (!header.grey() && !coloured[0] && looked[0] % decodedStep == 0) {
                    coloured[0] = !PictureFile.planes(bytes, 3).looksGrey();
                }
            } catch (IOException e) {
                // is said when it is read
            }
        });
        if (sizes.isEmpty()) {
            throw new DatasetException(Text.of(
                    "None of the pictures in %s can be read, such as %s.",
                    files.get(0).tree().name(),
                    FileTree.shortened(files.get(0).entry().path())));
        }
        Framing.Size size = framing.size().orElseGet(() -> usual(sizes));
        int channels = framing.channels().orElse(coloured[0] ? 3 : 1);
        return new Look(new ImageShape(channels, size.height(), size.width()), sizes);
    }

    /** The size that half of them have, or a square; shrunk to {@value #USUAL_SIDE} pixels a side. */
    private static Framing.Size usual(Map<Framing.Size, Integer> sizes) {
        int all = sizes.values().stream().mapToInt(Integer::intValue).sum();
        Framing.Size most = sizes.entrySet().stream()
                .max(Map.Entry.<Framing.Size, Integer>comparingByValue()
                        .thenComparing(entry -> entry.getKey().toString()))
                .orElseThrow()
                .getKey();
        int longer = Math.max(most.width(), most.height());
        if (2 * sizes.get(most) < all) {
            return new Framing.Size(Math.min(USUAL_SIDE, longer), Math.min(USUAL_SIDE, longer));
        }
        double scale = Math.min(1, (double) USUAL_SIDE / longer);
        return new Framing.Size(Math.max(1, (int) Math.round(most.width() * scale)), Math.max(1, (int)
                Math.round(most.height() * scale)));
    }

    /** What becomes of the pictures, in a sentence. */
    String note(Framing framing) {
        String kind = shape.isGrey() ? "grey" : "in colour";
        Framing.Size wanted = new Framing.Size(shape.width(), shape.height());
        if (sizes.size() == 1 && sizes.containsKey(wanted)) {
            return Text.of("The pictures have %d × %d pixels and are taken %s.", shape.width(), shape.height(), kind);
        }
        String from = sizes.size() == 1
                ? Text.of(
                        "The pictures, of %s pixels,",
                        sizes.keySet().iterator().next().toString().replace("x", " × "))
                : "The pictures, of different sizes,";
        return Text.of(
                "%s are brought to %d × %d pixels %s: where the proportions differ, each is %s.",
                from, shape.width(), shape.height(), kind, framing.fit().words());
    }
}
