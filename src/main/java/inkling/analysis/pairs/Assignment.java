package inkling.analysis.pairs;

import java.util.Arrays;

/**
 * Gives each row a column of its own such that the values taken sum to the most: the assignment problem, solved exactly by
 * shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987; in the rectangular form of Crouse 2016, as SciPy's
 * {@code linear_sum_assignment}). Takes O(n^2 m) for n rows and m columns.
 */
final class Assignment {
    private static final int NONE = -1;

    private final double[][] cost;
    private final int rows;
    private final int columns;
    private final double[] rowPrice;
    private final double[] columnPrice;
    private final int[] rowOf;

    private Assignment(double[][] cost, int columns) {
        this.cost = cost;
        this.rows = cost.length;
        this.columns = columns;
        rowPrice = new double[rows];
        columnPrice = new double[columns];
        rowOf = new int[columns];
        Arrays.fill(rowOf, NONE);
    }

    /**
     * The best assignment.
     *
     * @param values finite (n, m); not changed
     * @return for each row its column; where there are more rows than columns, -1 for those that get none
     */
    public static int[] best(double[][] values) {
        int n = values.length;
        int m = n == 0 ? 0 : values[0].length;
        boolean wide = n <= m;
        double[][] cost = new double[Math.min(n, m)][Math.max(n, m)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                cost[wide ? i : j][wide ? j : i] = -values[i][j];
            }
        }
        Assignment assignment = new Assignment(cost, Math.max(n, m));
        for (int row = 0; row < assignment.rows; row++) {
            assignment.add(row);
        }
        int[] columnOf = new int[n];
        Arrays.fill(columnOf, NONE);
        for (int column = 0; column < assignment.columns; column++) {
            int row = assignment.rowOf[column];
            if (row != NONE) {
                columnOf[wide ? row : column] = wide ? column : row;
            }
        }
        return columnOf;
    }

    /** Finds the cheapest way to place one more row, by Dijkstra over reduced costs, and moves the others along it. */
    private void add(int row) {
        double[] distance = new double[columns];
        int[] before = new int[columns];
        boolean[] done = new boolean[columns];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        int sink = NONE;
        int from = row;
        int last = NONE;
        double reached = 0;
        while (sink == NONE) {
            int nearest = NONE;
            for (int column = 0; column < columns; column++) {
                if (!done[column]) {
                    double through = reached + cost[from][column] - rowPrice[from] - columnPrice[column];
                    if (through < distance[column]) {
                        distance[column] = through;
                        before[column] = last;
                    }
                    nearest = nearest == NONE || distance[column] < distance[nearest] ? column : nearest;
                }
            }
            reached = distance[nearest];
            done[nearest] = true;
            last = nearest;
            from = rowOf[nearest];
            sink = from == NONE ? nearest : NONE;
        }
        reprice(row, distance, done, reached);
        while (sink != NONE) {
            int previous = before[sink];
            rowOf[sink] = previous == NONE ? row : rowOf[previous];
            sink = previous;
        }
    }

    /** Keeps every reduced cost at 0 or more, and at 0 for what is assigned. */
    private void reprice(int row, double[] distance, boolean[] done, double reached) {
        rowPrice[row] += reached;
        for (int column = 0; column < columns; column++) {
            if (done[column]) {
                double change = reached - distance[column];
                columnPrice[column] -= change;
                if (rowOf[column] != NONE) {
                    rowPrice[rowOf[column]] += change;
                }
            }
        }
    }
}
