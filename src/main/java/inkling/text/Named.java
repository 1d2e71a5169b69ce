package inkling.text;

import java.util.Locale;

/** An enum whose constants addresses, forms, flags, files and the API name in small letters, such as {@code adam}. */
public interface Named {
    String name();

    default String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
