package inkling.dataset.pictures;

import inkling.dataset.DatasetKind;
import inkling.dataset.Found;
import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.Memory;
import inkling.dataset.Part;
import inkling.dataset.files.DataFiles;
import inkling.dataset.files.DataFiles.DataFile;
import inkling.dataset.files.FileTree.Entry;
import inkling.dataset.files.Format;
import inkling.dataset.files.Promise;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Picture files, a folder a class, which gives the class its name; above the classes there may be {@code train},
 * {@code valid} and {@code test}.
 */
public final class PictureFolder implements Format {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "webp");

    @Override
    public DatasetKind kind() {
        return DatasetKind.FOLDER;
    }

    @Override
    public boolean takes(Entry entry) {
        String name = entry.name().toLowerCase(Locale.ROOT);
        return !entry.folders().isEmpty() && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** A picture may show a test. */
    @Override
    public boolean partByName() {
        return false;
    }

    @Override
    public Promise promise(DataFiles files) {
        int test = files.of(Part.TEST).size();
        return new Promise(
                OptionalLong.of(files.all().size() - test),
                OptionalLong.of(test),
                Optional.empty(),
                OptionalInt.of(ClassFolders.of(files).classNames().size()));
    }

    @Override
    public Found read(DataFiles files, Framing framing, LoadProgress progress) {
        ClassFolders folders = ClassFolders.of(files);
        List<String> notes = new ArrayList<>(folders.notes());
        Look look = Look.of(folders.files(), framing, progress);
        ImageShape shape = look.shape();
        Memory.require(folders.files().size(), shape);
        PictureReading reading =
                new PictureReading(shape, framing.fit(), folders.files().size(), progress);
        Map<Part, LabelledImages> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            List<DataFile> own = folders.inOrder(part);
            if (!own.isEmpty()) {
                parts.put(part, reading.read(own, folders.labels(own)));
            }
        }
        notes.add(look.note(framing));
        notes.addAll(reading.notes());
        return new Found(parts, folders.classNames(), notes);
    }

    /** The first broken files by name, and how many more there are. */
    static String named(List<String> names, int most) {
        String first = String.join(", ", names.subList(0, Math.min(most, names.size())));
        return names.size() <= most ? first : Text.of("%s and %s more", first, Figures.count(names.size() - most));
    }
}
