package inkling.sweeps.space;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Values one by one.
 *
 * @param grid at least one, each once
 */
record ValueList(List<String> grid) implements Values {
    public ValueList {
        grid = List.copyOf(grid);
        if (grid.isEmpty()) {
            throw new IllegalArgumentException("a list has at least one value");
        }
    }

    /** Each with the same chance. */
    @Override
    public String draw(RandomGenerator random) {
        return grid.get(random.nextInt(grid.size()));
    }

    @Override
    public List<String> corners() {
        return grid;
    }

    @Override
    public boolean varied() {
        return grid.size() > 1;
    }
}
