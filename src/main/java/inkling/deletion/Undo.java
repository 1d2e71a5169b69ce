package inkling.deletion;

import inkling.http.Address;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a page says at its top of what was done just now, with the way to take it back; the page's address tells it in its
 * parameter {@code did}.
 *
 * @param sentence what was done
 * @param action where the form goes that takes it back
 * @param field the form's field
 * @param ids the field's values
 * @param back where it leads afterwards
 */
public record Undo(String sentence, String action, String field, List<String> ids, String back) {
    private static final String DID = "did=";

    public Undo {
        ids = List.copyOf(ids);
    }

    /** Has the page that is rendered for this request say so. */
    public void offer(Context context) {
        context.attribute("undo", this);
    }

    /** The address that was asked for, as it says nothing of what was done. */
    public static String quiet(Context context) {
        return quiet(Address.of(context));
    }

    private static String quiet(String address) {
        int query = address.indexOf('?');
        if (query < 0) {
            return address;
        }
        String kept = Arrays.stream(address.substring(query + 1).split("&"))
                .filter(each -> !each.startsWith(DID))
                .collect(Collectors.joining("&"));
        return address.substring(0, query) + (kept.isEmpty() ? "" : "?" + kept);
    }

    /** A page of this program, as it says what was done. */
    public static String saying(String address, String did) {
        int place = address.indexOf('#');
        String page = quiet(place < 0 ? address : address.substring(0, place));
        return page + (page.contains("?") ? "&" : "?") + DID + did + (place < 0 ? "" : address.substring(place));
    }
}
