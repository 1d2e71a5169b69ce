package inkling.stress;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.pictures.Sheet;
import inkling.analysis.robustness.StressTest;
import inkling.analysis.robustness.StressTest.Network;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.runs.Run;
import inkling.corruption.Corrupter;
import inkling.corruption.Corruption;
import inkling.dataset.LabelledImages;
import inkling.http.Address;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One test image under every corruption, with what the network takes it for.
 *
 * @param sheet where its pictures are, a row a corruption, a column a strength from 0 on
 * @param url the image's own page
 */
record Preview(
        int image, int last, String label, String url, String sheet, int sheetWidth, int sheetHeight, List<Row> rows) {
    private static final int COLUMNS = Corruption.STRENGTHS + 1;

    record Row(String id, String title, List<Cell> cells) {}

    /** @param about what is seen there, for who does not see it */
    record Cell(String viewBox, String taken, boolean right, String about) {}

    static Preview of(StressRequest request, LabelledImages images, Network network) {
        Run run = request.of().run();
        int image = request.image();
        List<String> names = run.data().orElseThrow().outputNames();
        List<byte[]> pictures = pictures(images, image);
        LabelledPredictions said =
                said(pictures, images.labels()[image], images.shape().size(), network);
        Sheet sheet = new Pictures(images.shape(), COLUMNS, pictures.size()).sheet();
        return new Preview(
                image,
                images.size() - 1,
                names.get(images.label(image)),
                new Address(new ImageName(ImageSplit.TEST, image).url(run))
                        .with("epoch", request.of().asked("epoch"))
                        .toString(),
                new Address(run.url() + "/stress/sheet.png")
                        .with("image", image)
                        .toString(),
                sheet.sheetWidth(),
                sheet.sheetHeight(),
                Arrays.stream(Corruption.values())
                        .map(corruption -> new Row(
                                corruption.id(),
                                corruption.title(),
                                IntStream.range(0, COLUMNS)
                                        .map(strength -> corruption.ordinal() * COLUMNS + strength)
                                        .mapToObj(cell -> cell(cell, sheet, said, names))
                                        .toList()))
                        .toList());
    }

    private static Cell cell(int cell, Sheet sheet, LabelledPredictions said, List<String> names) {
        return new Cell(
                sheet.viewBox(cell),
                names.get(said.predicted(cell)),
                said.right(cell),
                Text.of("%s, %s sure", said.right(cell) ? "right" : "wrong", Figures.percent(said.confidence(cell))));
    }

    /** As they stand in the sheet. */
    static List<byte[]> pictures(LabelledImages images, int image) {
        List<byte[]> pictures = new ArrayList<>();
        for (Corruption corruption : Corruption.values()) {
            for (int strength = 0; strength < COLUMNS; strength++) {
                pictures.add(new Corrupter(corruption, strength, StressTest.SEED).picture(images, image));
            }
        }
        return pictures;
    }

    static byte[] png(LabelledImages images, int image) {
        List<byte[]> pictures = pictures(images, image);
        return new Pictures(images.shape(), COLUMNS, pictures.size()).png(pictures);
    }

    private static LabelledPredictions said(List<byte[]> pictures, byte label, int size, Network network) {
        byte[] pixels = new byte[pictures.size() * size];
        byte[] labels = new byte[pictures.size()];
        Arrays.fill(labels, label);
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(pictures.get(i), 0, pixels, i * size, size);
        }
        float[] logits = network.logits(pixels, labels.length);
        return new LabelledPredictions(logits.length / labels.length, labels, logits);
    }
}
