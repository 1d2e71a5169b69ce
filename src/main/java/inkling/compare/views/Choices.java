package inkling.compare.views;

import inkling.errors.UserError.InvalidInput;
import inkling.http.Address;
import inkling.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Parameters of an address that are one of a few words, and the switches that change them. */
public final class Choices {
    private static final int LONGEST_PAGE = 6;

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
    public static <E extends Enum<E>> E read(ComparedRuns sides, String name, E usual) {
        String text = sides.compared().asked(name).orElse(id(usual));
        E[] all = usual.getDeclaringClass().getEnumConstants();
        return Arrays.stream(all)
                .filter(value -> id(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(
                        name,
                        Text.of(
                                "%s must be one of %s, was %s",
                                name,
                                String.join(
                                        ", ",
                                        Arrays.stream(all).map(Choices::id).toList()),
                                text)));
    }

    /**
     * Which page of a long list.
     *
     * @return from 1 on; there may be fewer
     * @throws InvalidInput if it is no number
     */
    public static int page(ComparedRuns sides) {
        String page = sides.compared().asked("page").orElse("1");
        if (!page.matches("[1-9]\\d*") || page.length() > LONGEST_PAGE) {
            throw new InvalidInput("page", "page must be a whole number from 1 on, was " + page);
        }
        return Integer.parseInt(page);
    }

    /** The switch of one of them: each option is this address with another word. */
    public static <E extends Enum<E>> Switch of(
            String title, E chosen, Function<E, String> titles, Function<String, Address> address) {
        return new Switch(
                title,
                Arrays.stream(chosen.getDeclaringClass().getEnumConstants())
                        .map(each -> new ComparedRuns.Option(
                                titles.apply(each), address.apply(id(each)).toString(), each == chosen))
                        .toList());
    }
}
