package inkling;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** A zip of coloured pictures as a person has them: a folder a class, and in each a few pictures twice. */
final class Shapes {
    static final List<String> NAMES = List.of("circle", "cross", "square");

    private Shapes() {}

    /**
     * Writes them, 24 x 20 pixels each.
     *
     * @param each so many of a class, and two of these twice
     */
    static Path zip(Path file, int each) throws IOException {
        return zip(file, each, NAMES);
    }

    /** @param names of the folders of circles, crosses and squares */
    static Path zip(Path file, int each, List<String> names) throws IOException {
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int shape = 0; shape < names.size(); shape++) {
                String name = names.get(shape);
                for (int i = 0; i < each; i++) {
                    BufferedImage picture = picture(NAMES.get(shape), random);
                    add(zip, "shapes/" + name + "/" + i + ".png", picture);
                    if (i < 2) {
                        add(zip, "shapes/" + name + "/again-" + i + ".png", picture);
                    }
                }
            }
        }
        return file;
    }

    private static void add(ZipOutputStream zip, String path, BufferedImage picture) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        ImageIO.write(picture, "png", zip);
        zip.closeEntry();
    }

    private static BufferedImage picture(String name, Random random) {
        BufferedImage picture = new BufferedImage(24, 20, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(random.nextInt(80), random.nextInt(80), random.nextInt(80)));
        pen.fillRect(0, 0, 24, 20);
        pen.setColor(new Color(150 + random.nextInt(100), 150 + random.nextInt(100), 150 + random.nextInt(100)));
        pen.setStroke(new BasicStroke(3));
        int x = 1 + random.nextInt(10);
        int y = 1 + random.nextInt(7);
        switch (name) {
            case "circle" -> pen.fillOval(x, y, 11, 11);
            case "square" -> pen.fillRect(x, y, 10, 10);
            default -> {
                pen.drawLine(x, y, x + 10, y + 10);
                pen.drawLine(x + 10, y, x, y + 10);
            }
        }
        pen.dispose();
        return picture;
    }
}
