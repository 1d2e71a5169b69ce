package inkling.text;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Words by which forms, addresses and flags name one of a few things. */
public final class Words {
    private Words() {}

    /**
     * The thing that a word stands for, in small letters or capitals.
     *
     * @param what what the sentence calls it
     * @throws IllegalArgumentException with a sentence for the user if the word stands for none
     */
    public static <E> E choose(String what, List<E> all, Function<E, String> word, String text) {
        return all.stream()
                .filter(each -> word.apply(each).equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Text.wrong(
                        Text.of(
                                "%s must be one of %s",
                                what, all.stream().map(word).collect(Collectors.joining(", "))),
                        text)));
    }
}
