package inkling.maps.job;

import inkling.archive.folders.RunFolders;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.network.Tensor;
import inkling.projection.Tsne;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The maps' arrays: {@code runs/<run>/map-<id>.safetensors} in the home folder. */
public final class MapFiles {
    private static final Logger log = LoggerFactory.getLogger(MapFiles.class);
    private static final int KEPT_IN_MEMORY = 64;
    /** Of a point: where it is, three things of its image, and what t-SNE remembers of it. */
    private static final int MOST_VALUES = 9;

    private final RunFolders folders;
    /** What was read or written last, since a page reads every epoch's map to lay them onto each other. */
    private final Map<Long, Drawn> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Drawn> eldest) {
            return size() > KEPT_IN_MEMORY;
        }
    };

    public MapFiles(RunFolders folders) {
        this.folders = folders;
    }

    /**
     * A map as it can be drawn.
     *
     * @param positions float32 (N, 2), row-major
     * @param images what is said of the images
     */
    public record Drawn(float[] positions, MapImages images) {}

    public Path path(Projection projection) {
        return folders.of(projection.what().run()).resolve(name(projection.id()));
    }

    static String name(long map) {
        return "map-" + map + ".safetensors";
    }

    /** Whether there is something to look at. */
    public boolean exists(Projection projection) {
        return Files.exists(path(projection));
    }

    /**
     * Writes a map, and what t-SNE needs to go on from it.
     *
     * @param row keeps in the database what is so of this map alone
     */
    void write(Projection projection, Drawn drawn, Optional<Tsne.State> state, Runnable row) {
        int n = projection.what().points();
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(new Tensor("positions", new int[] {n, 2}, drawn.positions()));
        tensors.addAll(drawn.images().tensors());
        state.ifPresent(kept -> {
            tensors.add(new Tensor("tsne.velocity", new int[] {n, 2}, kept.velocity()));
            tensors.add(new Tensor("tsne.gains", new int[] {n, 2}, kept.gains()));
        });
        // The run's checkpoints are in its folder; a run that has none any more was deleted.
        folders.change(projection.what().run(), () -> {
            Safetensors.write(path(projection), tensors, metadata(projection, state));
            row.run();
        });
        synchronized (recent) {
            recent.put(projection.id(), drawn);
        }
    }

    /** What a person finds who opens the file in Python. */
    private static Map<String, String> metadata(Projection projection, Optional<Tsne.State> state) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "pt");
        metadata.put("inkling.run", String.valueOf(projection.what().run()));
        metadata.put("inkling.epoch", String.valueOf(projection.what().epoch()));
        metadata.put("inkling.split", projection.what().split().name());
        metadata.put("inkling.layer", projection.what().layer());
        metadata.put("inkling.method", projection.what().method().id());
        state.ifPresent(kept -> metadata.put("inkling.iteration", String.valueOf(kept.iteration())));
        return metadata;
    }

    /** @throws inkling.network.SafetensorsException with a sentence if the file is missing or broken */
    public Drawn read(Projection projection) {
        synchronized (recent) {
            Drawn known = recent.get(projection.id());
            if (known != null) {
                return known;
            }
        }
        Drawn drawn = drawn(projection, content(projection));
        synchronized (recent) {
            recent.put(projection.id(), drawn);
        }
        return drawn;
    }

    private Safetensors.Content content(Projection projection) {
        return Safetensors.read(path(projection), (long) projection.what().points() * MOST_VALUES);
    }

    private static Drawn drawn(Projection projection, Safetensors.Content content) {
        int n = projection.what().points();
        return new Drawn(content.requireFinite("positions", n, 2).values(), MapImages.of(content, n));
    }

    /** Where t-SNE stopped; empty if it was not kept yet, or what was kept cannot be believed. */
    Optional<Tsne.State> state(Projection projection) {
        try {
            Safetensors.Content content = content(projection);
            int n = projection.what().points();
            return Optional.of(new Tsne.State(
                    Integer.parseInt(content.metadata().getOrDefault("inkling.iteration", "")),
                    content.requireFinite("positions", n, 2).values(),
                    content.requireFinite("tsne.velocity", n, 2).values(),
                    content.requireFinite("tsne.gains", n, 2).values()));
        } catch (SafetensorsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    void delete(Projection projection) {
        synchronized (recent) {
            recent.remove(projection.id());
        }
        folders.change(projection.what().run(), () -> {
            try {
                Files.deleteIfExists(path(projection));
            } catch (IOException e) {
                // No other map has its name, and it goes with the run's folder.
                log.warn("{} could not be deleted: {}", path(projection), e.toString());
            }
        });
    }
}
