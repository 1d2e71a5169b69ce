package inkling.imagine;

import inkling.archive.RunArchive;
import java.time.Clock;

/** What any dream works with. */
public record DreamParts(
        DreamRepository dreams, DreamFiles files, RunArchive archive, DreamEvents events, Clock clock) {}
