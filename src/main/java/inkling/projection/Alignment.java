package inkling.projection;

import inkling.text.Text;

/**
 * The movement that lays a map onto another of the same points as closely as a rotation or reflection and a shift can,
 * and a change of size if wanted: orthogonal Procrustes (Schönemann 1966), which in two dimensions has a closed form.
 *
 * <p>A point (x, y) goes to (xx x + xy y + toX, yx x + yy y + toY).
 */
public record Alignment(double xx, double xy, double yx, double yy, double toX, double toY) {
    /**
     * @param map float32 (N, 2), row-major
     * @param onto float32 (N, 2), the same points elsewhere
     * @param scaled whether the size may change too
     */
    public static Alignment of(float[] map, float[] onto, boolean scaled) {
        if (map.length != onto.length || map.length < 2 || map.length % 2 != 0) {
            throw new IllegalArgumentException(Text.of(
                    "maps to align must have the same points, had %d and %d coordinates", map.length, onto.length));
        }
        double mapX = mean(map, 0);
        double mapY = mean(map, 1);
        double ontoX = mean(onto, 0);
        double ontoY = mean(onto, 1);
        // h = sum of u v' over the centred points u of the map and v of its goal.
        double h00 = 0;
        double h01 = 0;
        double h10 = 0;
        double h11 = 0;
        double squares = 0;
        for (int i = 0; i < map.length; i += 2) {
            double ux = map[i] - mapX;
            double uy = map[i + 1] - mapY;
            double vx = onto[i] - ontoX;
            double vy = onto[i + 1] - ontoY;
            h00 += ux * vx;
            h01 += ux * vy;
            h10 += uy * vx;
            h11 += uy * vy;
            squares += ux * ux + uy * uy;
        }
        // A rotation by t brings in cos t (h00 + h11) + sin t (h01 - h10); a reflection has the signs the other way.
        double rotated = Math.hypot(h00 + h11, h01 - h10);
        double reflected = Math.hypot(h00 - h11, h01 + h10);
        int sign = rotated >= reflected ? 1 : -1;
        double length = Math.max(rotated, reflected);
        double cos = length > 0 ? (h00 + sign * h11) / length : 1;
        double sin = length > 0 ? (h01 - sign * h10) / length : 0;
        double scale = scaled && length > 0 ? length / squares : 1;
        double xx = scale * cos;
        double xy = -scale * sign * sin;
        double yx = scale * sin;
        double yy = scale * sign * cos;
        return new Alignment(xx, xy, yx, yy, ontoX - xx * mapX - xy * mapY, ontoY - yx * mapX - yy * mapY);
    }

    /**
     * Moves points, of this map or others on the same axes.
     *
     * @param map float32 (M, 2), row-major
     * @return float32 (M, 2)
     */
    public float[] apply(float[] map) {
        float[] moved = new float[map.length];
        for (int i = 0; i < map.length; i += 2) {
            moved[i] = (float) (xx * map[i] + xy * map[i + 1] + toX);
            moved[i + 1] = (float) (yx * map[i] + yy * map[i + 1] + toY);
        }
        return moved;
    }

    private static double mean(float[] map, int axis) {
        double sum = 0;
        for (int i = axis; i < map.length; i += 2) {
            sum += map[i];
        }
        return sum / (map.length / 2);
    }
}
