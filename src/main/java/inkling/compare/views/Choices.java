package inkling.compare.views;

import inkling.errors.UserError.InvalidInput;
import inkling.http.Address;
import inkling.http.FormInput;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Parameters of an address that are one of a few words, and the switches that change them. */
public final class Choices {
    private Choices() {}

    /** A switch: what can be chosen, and what is. */
    public record Switch(String title, List<ComparedRuns.Option> options) {}

    /** The word an address uses. */
    public static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads one of them.
     *
     * @param usual where the address says nothing
     * @throws InvalidInput if it says none that there is
     */
    public static <E extends Enum<E>> E read(ComparedRuns runs, String name, E usual) {
        String text = runs.compared().asked(name).orElse(id(usual));
        return FormInput.choose(name, List.of(usual.getDeclaringClass().getEnumConstants()), Choices::id, text);
    }

    /** The switch of one of them: each option is this address with another word. */
    public static <E extends Enum<E>> Switch of(
            String title, E chosen, Function<E, String> titles, Function<String, Address> address) {
        return of(title, List.of(chosen.getDeclaringClass().getEnumConstants()), chosen, titles, address);
    }

    /** The same of those that there are to choose here. */
    public static <E extends Enum<E>> Switch of(
            String title, List<E> options, E chosen, Function<E, String> titles, Function<String, Address> address) {
        return new Switch(
                title,
                options.stream()
                        .map(each -> new ComparedRuns.Option(
                                titles.apply(each), address.apply(id(each)).toString(), each == chosen))
                        .toList());
    }
}
