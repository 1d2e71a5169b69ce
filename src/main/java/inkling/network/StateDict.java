package inkling.network;

import inkling.network.Safetensors.Entry;
import inkling.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the tensors of a {@code state_dict} that PyTorch wrote become those of a network: by name, whatever stands before
 * all the names; or else module by module, each taking the first in natural order that has its shapes. Nothing is ever
 * transposed.
 *
 * @param fates of the network's tensors in its order, then of what is left over
 */
public record StateDict(List<Fate> fates) {
    /** What becomes of a tensor. */
    public enum Kind {
        BY_NAME("taken by its name"),
        BY_SHAPE("taken by its shape and order"),
        /** A file has its tensors sorted by name, so in which order the network uses them is a guess. */
        BY_NAMES_ORDER("one of several of its shape, taken in the order of their names"),
        /** A layer that was made with {@code bias=False}. */
        ZERO("the layer has none in the file, which is the same as zeros"),
        MISSING("missing"),
        OTHER_SHAPE("its shape differs"),
        LEFT_OVER("left over");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /**
     * What becomes of one tensor.
     *
     * @param target null of what is left over
     * @param source null of what is missing, or taken as zeros
     * @param why in words
     */
    public record Fate(
            Kind kind, @Nullable Parameter target, @Nullable Entry source, String why) {
        public boolean fits() {
            return kind != Kind.MISSING && kind != Kind.OTHER_SHAPE;
        }

        private static Fate of(Kind kind, @Nullable Parameter target, @Nullable Entry source) {
            return new Fate(kind, target, source, kind.words);
        }
    }

    public StateDict {
        fates = List.copyOf(fates);
    }

    /** Matches what a file has to what a network needs. */
    public static StateDict of(List<Entry> file, Blueprint blueprint) {
        return new Matching(file, blueprint).match();
    }

    /** Whether the network has all its tensors. */
    public boolean fits() {
        return fates.stream().allMatch(Fate::fits);
    }

    /** Whether layers of equal shapes were told apart by the order of their names, which differ in more than numbers. */
    public boolean guessed() {
        return fates.stream().anyMatch(fate -> fate.kind() == Kind.BY_NAMES_ORDER);
    }

    /** Why they do not fit, to follow the file's name: {@code does not fit: 0.weight is missing}. */
    public String refusal() {
        List<Fate> wrong = fates.stream().filter(fate -> !fate.fits()).toList();
        return "does not fit: "
                + wrong.stream().limit(3).map(StateDict::sentence).collect(Collectors.joining("; "))
                + (wrong.size() > 3 ? Text.of("; and %d more", wrong.size() - 3) : "");
    }

    private static String sentence(Fate fate) {
        return fate.target() == null
                ? fate.why()
                : Text.of(
                        fate.kind() == Kind.MISSING ? "%s of shape %s is %s" : "%s of shape %s: %s",
                        fate.target().name(),
                        Arrays.toString(fate.target().shape()),
                        fate.why());
    }

    /**
     * Reads the tensors of the network, in its order and under its names.
     *
     * @throws SafetensorsException with a sentence if the file is another by now, or a value is not a number
     */
    public List<Tensor> read(Path path) {
        Set<String> names = fates.stream()
                .filter(fate -> fate.target() != null && fate.source() != null)
                .map(fate -> fate.source().name())
                .collect(Collectors.toSet());
        Safetensors.Content content = Safetensors.tensors(path, names);
        return fates.stream()
                .filter(fate -> fate.target() != null)
                .map(fate -> tensor(content, fate.target(), fate.source()))
                .toList();
    }

    private static Tensor tensor(Safetensors.Content content, Parameter target, @Nullable Entry source) {
        float[] values = source == null
                ? new float[target.size()]
                : content.requireFinite(source.name(), target.shape()).values();
        return new Tensor(target.name(), target.shape(), values);
    }

    /** A layer's tensors by what they are called within it: {@code weight}. */
    private record Module<T>(String name, Map<String, T> tensors) {
        boolean normalises() {
            return tensors.containsKey("running_mean");
        }
    }

    /** One matching of a file to a network. */
    private static final class Matching {
        private final List<Entry> file;
        private final List<Parameter> needed;
        private final List<Module<Entry>> modules;
        private final List<Module<Entry>> free;
        private final Map<Parameter, Fate> found = new LinkedHashMap<>();
        private final List<Entry> used = new ArrayList<>();

        Matching(List<Entry> file, Blueprint blueprint) {
            this.file = file;
            this.needed = blueprint.tensors();
            this.free = new ArrayList<>(
                    modules(file.stream().filter(entry -> entry.type().isReal()).toList(), Entry::name));
            free.sort((one, other) -> naturally(one.name(), other.name()));
            this.modules = List.copyOf(free);
        }

        StateDict match() {
            List<Module<Parameter>> wanted = modules(needed, Parameter::name);
            String before = prefix();
            if (before != null) {
                Map<String, Entry> byName = file.stream().collect(Collectors.toMap(Entry::name, entry -> entry));
                needed.forEach(target -> take(Kind.BY_NAME, target, byName.get(before + target.name())));
            } else {
                List<Module<Parameter>> rest = new ArrayList<>(wanted);
                rest.removeIf(this::takeByShape);
                rest.forEach(this::explain);
            }
            List<Fate> fates = new ArrayList<>(needed.stream().map(found::get).toList());
            file.stream()
                    .filter(entry -> !used.contains(entry))
                    .map(entry -> Fate.of(Kind.LEFT_OVER, null, entry))
                    .forEach(fates::add);
            return new StateDict(fates);
        }

        /** What stands before each of the network's names in the file, such as {@code model.}; null if one is not there. */
        private @Nullable String prefix() {
            Set<String> names = file.stream().map(Entry::name).collect(Collectors.toSet());
            String first = needed.get(0).name();
            return names.stream()
                    .filter(name -> name.equals(first) || name.endsWith("." + first))
                    .map(name -> name.substring(0, name.length() - first.length()))
                    .filter(before -> needed.stream().allMatch(each -> names.contains(before + each.name())))
                    .min(String::compareTo)
                    .orElse(null);
        }

        private void take(Kind kind, Parameter target, @Nullable Entry source) {
            boolean fits = source == null || Arrays.equals(source.shape(), target.shape());
            found.put(target, fits ? Fate.of(kind, target, source) : otherShape(target, source));
            if (source != null) {
                used.add(source);
            }
        }

        private static Fate otherShape(Parameter target, Entry source) {
            int[] reversed = IntStream.range(0, source.shape().length)
                    .map(i -> source.shape()[source.shape().length - 1 - i])
                    .toArray();
            String hint = Arrays.equals(reversed, target.shape())
                    ? ", which is that of PyTorch turned round; transpose it before it is saved"
                    : "";
            return new Fate(
                    Kind.OTHER_SHAPE,
                    target,
                    source,
                    Text.of("%s has the shape %s%s", source.name(), Arrays.toString(source.shape()), hint));
        }

        private boolean takeByShape(Module<Parameter> wanted) {
            for (Module<Entry> module : free) {
                if (fits(wanted, module)) {
                    Kind kind = numbered(wanted) ? Kind.BY_SHAPE : Kind.BY_NAMES_ORDER;
                    wanted.tensors().forEach((leaf, target) -> {
                        Entry source = module.tensors().get(leaf);
                        take(source == null ? Kind.ZERO : kind, target, source);
                    });
                    return free.remove(module);
                }
            }
            return false;
        }

        /** Whether all that have its shapes are called the same but for numbers, as {@code fc1} and {@code fc2} are. */
        private boolean numbered(Module<Parameter> wanted) {
            return modules.stream()
                            .filter(module -> fits(wanted, module))
                            .map(module -> module.name().replaceAll("\\d+", "0"))
                            .distinct()
                            .count()
                    < 2;
        }

        private static boolean fits(Module<Parameter> wanted, Module<Entry> module) {
            return wanted.normalises() == module.normalises()
                    && wanted.tensors().entrySet().stream().allMatch(each -> {
                        Entry source = module.tensors().get(each.getKey());
                        return source == null
                                ? each.getKey().equals("bias") && !wanted.normalises()
                                : Arrays.equals(source.shape(), each.getValue().shape());
                    });
        }

        /** Says of a layer for which there is nothing what may have been meant: the next of its kind. */
        private void explain(Module<Parameter> wanted) {
            Module<Entry> meant = free.stream()
                    .filter(module -> isOfKind(wanted, module))
                    .findFirst()
                    .orElse(new Module<>("", Map.of()));
            free.remove(meant);
            wanted.tensors().forEach((leaf, target) -> {
                Entry source = meant.tensors().get(leaf);
                boolean zero = leaf.equals("bias") && !meant.tensors().isEmpty();
                take(source != null ? Kind.BY_SHAPE : zero ? Kind.ZERO : Kind.MISSING, target, source);
            });
        }

        private static boolean isOfKind(Module<Parameter> wanted, Module<Entry> module) {
            Entry weight = module.tensors().get("weight");
            return weight != null
                    && wanted.normalises() == module.normalises()
                    && weight.shape().length == wanted.tensors().get("weight").shape().length;
        }
    }

    /** In the order of their first tensors. */
    private static <T> List<Module<T>> modules(List<T> tensors, Function<T, String> name) {
        Map<String, Map<String, T>> modules = new LinkedHashMap<>();
        for (T tensor : tensors) {
            int dot = name.apply(tensor).lastIndexOf('.');
            modules.computeIfAbsent(name.apply(tensor).substring(0, Math.max(0, dot)), any -> new LinkedHashMap<>())
                    .put(name.apply(tensor).substring(dot + 1), tensor);
        }
        return modules.entrySet().stream()
                .map(each -> new Module<>(each.getKey(), each.getValue()))
                .toList();
    }

    /** {@code layer2} before {@code layer10}: files are sorted by letters, networks counted. */
    private static int naturally(String one, String other) {
        String[] left = one.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
        String[] right = other.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean numbers = left[i].matches("\\d{1,9}") && right[i].matches("\\d{1,9}");
            int order = numbers
                    ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]))
                    : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }
}
