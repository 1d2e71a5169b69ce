package inkling.dataset.pictures;

import inkling.dataset.ClassLabels;
import inkling.dataset.DatasetException;
import inkling.dataset.Part;
import inkling.dataset.files.DataFiles;
import inkling.dataset.files.DataFiles.DataFile;
import inkling.dataset.files.NaturalOrder;
import inkling.text.Figures;
import inkling.text.Isolated;
import inkling.text.Text;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Pictures with the classes in whose folders they lie.
 *
 * @param classNames in natural order
 */
record ClassFolders(List<DataFile> files, List<String> classNames, List<String> notes) {
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,18}).*", Pattern.DOTALL);

    /** @throws DatasetException if there are no classes, too many, or one with a name that cannot be kept */
    static ClassFolders of(DataFiles all) {
        List<DataFile> files =
                all.all().stream().filter(file -> !file.folders().isEmpty()).toList();
        String where = all.all().get(0).tree().name();
        List<String> names = files.stream()
                .map(file -> file.folders().get(0))
                .distinct()
                .sorted(NaturalOrder.INSTANCE)
                .toList();
        if (names.size() < 2) {
            throw new DatasetException(Text.of(
                    "%s has pictures of %s; a folder of pictures needs a sub-folder for each class, and at least two.",
                    where, names.isEmpty() ? "no class" : "one class alone, " + Isolated.of(names.get(0))));
        }
        if (names.size() > ClassLabels.MOST_CLASSES) {
            throw new DatasetException(Text.of(
                    "%s has pictures in %s sub-folders; at most %d classes are taken.",
                    where, Figures.count(names.size()), ClassLabels.MOST_CLASSES));
        }
        names.forEach(name -> ClassLabels.requireName(name, where));
        int outside = all.all().size() - files.size();
        return new ClassFolders(
                files,
                names,
                outside == 0
                        ? List.of()
                        : List.of(Text.of(
                                "%s in no class’s folder left out.",
                                outside == 1 ? "1 picture that lies" : Figures.count(outside) + " pictures that lie")));
    }

    /**
     * A part's pictures in the order in which they count: by number where each file's name begins with one of its own, as
     * data sets are that were written out one by one; else class by class.
     */
    List<DataFile> inOrder(Part part) {
        List<DataFile> own = files.stream().filter(file -> file.part() == part).collect(Collectors.toList());
        Map<DataFile, Long> numbers = new HashMap<>();
        Set<Long> distinct = new HashSet<>();
        for (DataFile file : own) {
            Matcher numbered = NUMBERED.matcher(file.entry().name());
            if (numbered.matches() && distinct.add(Long.valueOf(numbered.group(1)))) {
                numbers.put(file, Long.valueOf(numbered.group(1)));
            }
        }
        Comparator<DataFile> order = numbers.size() == own.size()
                ? Comparator.comparing(numbers::get)
                : Comparator.comparing((DataFile file) ->
                                classNames.indexOf(file.folders().get(0)))
                        .thenComparing(file -> file.entry().path(), NaturalOrder.INSTANCE);
        own.sort(order);
        return own;
    }

    byte[] labels(List<DataFile> some) {
        Map<String, Integer> indices = new HashMap<>();
        classNames.forEach(name -> indices.put(name, indices.size()));
        byte[] labels = new byte[some.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = indices.get(some.get(i).folders().get(0)).byteValue();
        }
        return labels;
    }
}
