package inkling.imagine;

import inkling.archive.RunArchive;
import inkling.cluster.Cluster;
import java.time.Clock;
import java.util.Optional;

/**
 * What any dream works with.
 *
 * @param cluster searches noise where that is asked for, and there is one
 */
public record DreamParts(
        DreamRepository dreams,
        DreamFiles files,
        RunArchive archive,
        DreamEvents events,
        Optional<Cluster> cluster,
        Clock clock) {}
