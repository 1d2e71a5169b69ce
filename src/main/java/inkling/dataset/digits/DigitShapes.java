package inkling.dataset.digits;

import java.util.Arrays;
import java.util.List;

/**
 * The ways in which people write each digit, as the points a pen passes through.
 *
 * <p>A point is {@code x,y} in a box of 100 x 100 with y downwards; {@code !} marks a sharp turn, everywhere else the pen
 * runs smoothly through; {@code ;} lifts the pen. The number before the colon says how often this way is taken, against
 * the other ways of the same digit.
 */
final class DigitShapes {
    /** One movement of the pen from paper to air: n points, in hundredths of the box turned to 0..1. */
    record Stroke(double[] x, double[] y, boolean[] sharp) {
        int size() {
            return x.length;
        }
    }

    /** One way of writing a digit. */
    record Shape(double share, List<Stroke> strokes) {}

    private static final String[][] WRITTEN = {
        {
            "3: 58,4 36,2 18,22 12,52 20,84 42,99 64,88 76,58 73,26 60,6 44,3",
            "2: 54,8 25,6 5,30 4,62 22,90 52,95 82,80 94,48 82,18 58,6 40,9",
            "2: 72,6 45,15 24,45 20,80 34,97 54,88 76,55 84,20 72,4 56,8",
            "2: 64,22 50,4 30,10 14,40 16,78 38,98 62,86 76,54 70,18 50,6 36,14",
            "1: 30,8 52,2 74,20 80,54 66,90 42,98 20,80 14,48 22,18 40,4 58,6",
            "1: 56,2 40,10 30,34 28,66 38,94 54,98 66,78 70,44 66,14 56,3 42,8",
        },
        {
            "5: 52,0 50,50 48,100",
            "3: 66,0 52,45 34,100",
            "2: 44,0 52,30 50,70 56,100",
            "3: 28,24 42,14 54,0! 53,50 52,100",
            "2: 22,28 40,16 56,2! 53,50 52,98; 24,99 52,98 82,99",
            "1: 40,14 54,0! 44,50 34,100",
        },
        {
            "3: 14,24 26,6 52,0 76,12 78,34 58,60 30,84 10,98! 40,96 90,97",
            "3: 12,22 30,4 58,2 76,20 70,46 46,74 22,94 8,92 14,80 32,82 58,94 92,92",
            "2: 10,12 48,2 78,14 76,40 42,76 10,99! 50,97 92,90",
            "1: 12,10 45,4 80,6! 50,48 10,98! 50,97 90,99",
            "1: 22,32 20,14 44,0 68,12 66,40 42,70 14,92 24,84 50,88 96,100",
        },
        {
            "3: 14,14 36,2 64,6 70,26 54,42 34,47! 60,50 78,70 66,92 40,100 10,88",
            "2: 12,4 45,3 78,3! 58,22 38,44! 62,46 80,66 68,90 40,99 10,88",
            "3: 16,12 44,1 68,14 62,36 40,47 50,48 76,62 74,86 46,100 12,92",
            "2: 16,10 44,0 68,14 58,38 36,48 32,42 46,42 72,56 78,80 52,99 12,92",
            "1: 24,10 50,2 66,14 54,32 40,40! 62,52 64,76 44,94 10,100",
        },
        {
            "3: 22,4 16,34 14,56! 45,56 88,54; 70,6 66,50 64,100",
            "3: 24,2 14,30 16,54 34,62 60,56 76,44; 78,4 72,50 68,100",
            "2: 62,0 38,30 8,64! 50,66 94,64; 62,0 61,50 60,100",
            "2: 18,6 16,36 34,52 62,44 78,8! 72,50 66,100",
            "1: 58,2 34,24 12,54 30,60 60,54 82,48; 64,8 60,50 50,100",
            "1: 30,0 16,40 10,58! 50,58 96,62; 60,24 58,60 54,100",
        },
        {
            "3: 24,2 20,24 16,44! 44,38 72,50 80,72 62,94 34,100 8,90; 24,3 50,3 84,0",
            "3: 82,2 50,3 26,4! 22,24 18,42! 46,36 74,50 78,74 58,96 30,99 8,88",
            "2: 80,6 50,4 28,12 24,34 42,44 66,54 74,74 56,96 26,98 6,86",
            "1: 92,4 62,2 42,6! 34,24 28,40! 50,42 64,60 56,84 30,98 4,100",
            "1: 26,8 22,28 26,40! 52,40 66,56 64,80 42,98 14,96; 28,8 54,6 92,4",
        },
        {
            "3: 66,2 40,16 20,44 14,74 30,97 56,98 72,80 62,60 40,58 20,72",
            "2: 50,0 34,30 18,62 20,88 42,100 66,92 72,72 56,58 34,62 20,78",
            "2: 76,10 56,2 30,16 12,50 14,82 38,99 66,92 76,70 58,54 34,58 16,76",
            "2: 84,2 54,22 28,54 18,84 32,99 52,92 58,74 44,66 28,76 20,90",
            "1: 40,0 24,34 16,70 30,98 60,98 80,78 70,54 44,50 22,64",
        },
        {
            "3: 8,6 45,4 86,3! 64,40 46,70 36,100",
            "2: 10,20 12,5! 50,4 86,4! 60,40 44,100",
            "2: 8,6 45,4 86,3! 64,40 50,70 40,100; 32,52 56,50 80,48",
            "2: 8,10 40,2 76,4 82,16 62,48 48,100",
            "1: 14,24 26,6 50,8 84,2! 70,44 66,100",
            "1: 16,2 50,6 78,4! 72,36 66,70 66,100",
        },
        {
            "3: 72,14 50,1 24,10 26,32 50,46 74,64 78,86 52,100 22,90 20,68 46,48 70,32 74,12 58,3",
            "2: 50,2 28,8 24,28 46,44 70,36 74,16 54,2; 46,44 20,60 16,86 44,100 74,92 78,64 50,44",
            "2: 80,8 56,0 28,10 28,34 56,52 76,72 64,96 32,98 20,76 40,52 66,36 84,14",
            "2: 26,14 48,2 70,12 66,34 42,52 22,74 32,96 62,96 72,76 54,52 30,36 24,12",
            "1: 88,12 66,4 48,14 48,36 56,54 50,84 28,98 14,84 26,62 54,46 78,28 82,8",
        },
        {
            "3: 74,14 50,1 22,14 16,36 34,50 60,42 76,14! 74,50 70,100",
            "2: 70,20 48,2 22,14 18,36 36,50 60,40 74,18 76,45 66,78 40,98 14,92",
            "3: 72,10 46,2 20,20 22,42 46,46 68,28 78,6! 62,50 44,100",
            "2: 64,34 42,46 22,34 26,10 50,0 68,14 70,44 64,100",
            "1: 78,22 62,4 34,8 18,32 32,46 58,34 78,12 66,50 54,100",
        },
    };

    private final List<List<Shape>> shapes = Arrays.stream(WRITTEN)
            .map(ways -> Arrays.stream(ways).map(DigitShapes::shape).toList())
            .toList();

    /** @param chance 0 (inclusive) to 1 (exclusive): which of the ways, each with its share */
    Shape pick(int digit, double chance) {
        List<Shape> ways = shapes.get(digit);
        double left = chance * ways.stream().mapToDouble(Shape::share).sum();
        for (Shape way : ways) {
            left -= way.share();
            if (left < 0) {
                return way;
            }
        }
        return ways.get(ways.size() - 1);
    }

    private static Shape shape(String written) {
        int colon = written.indexOf(':');
        double share = Double.parseDouble(written.substring(0, colon));
        return new Shape(
                share,
                Arrays.stream(written.substring(colon + 1).split(";"))
                        .map(String::strip)
                        .map(DigitShapes::stroke)
                        .toList());
    }

    private static Stroke stroke(String written) {
        String[] points = written.split(" ");
        Stroke stroke = new Stroke(new double[points.length], new double[points.length], new boolean[points.length]);
        for (int i = 0; i < points.length; i++) {
            String[] coordinates = points[i].replace("!", "").split(",");
            stroke.x[i] = Integer.parseInt(coordinates[0]) / 100.0;
            stroke.y[i] = Integer.parseInt(coordinates[1]) / 100.0;
            stroke.sharp[i] = points[i].endsWith("!");
        }
        return stroke;
    }
}
