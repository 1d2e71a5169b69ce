package inkling.http;

import io.javalin.http.Context;
import java.util.Map;

/** What a person filled in or a program sent, as trimmed texts by field: the one shape that every form parser takes. */
public final class FormInput {
    private FormInput() {}

    /**
     * The fields of a request's body, which is a form or a JSON object.
     *
     * @throws UserError.InvalidInput if a field is repeated, too long, or no plain value
     * @throws io.javalin.http.HttpResponseException 415 if the body is something else
     */
    public static Map<String, String> body(Context context) {
        throw new UnsupportedOperationException();
    }

    /**
     * The parameters of a request's query.
     *
     * @throws UserError.InvalidInput if one is repeated or too long
     */
    public static Map<String, String> query(Context context) {
        throw new UnsupportedOperationException();
    }
}
