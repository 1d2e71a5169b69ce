package inkling.http;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import inkling.errors.UserError;
import inkling.text.Isolated;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.text.Words;
import io.javalin.http.Context;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a person filled in or a program sent, as trimmed texts by field: the one shape that every form parser takes. */
public final class FormInput {
    private static final int MAX_FIELDS = 100;
    private static final int MOST_PAGES = 100_000;
    /** The longest text a field usually has. */
    public static final int MAX_CHARACTERS = 10_000;

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();

    private final int longest;

    private FormInput(int longest) {
        this.longest = longest;
    }

    /**
     * The fields of a request's body, which is a form or a JSON object.
     *
     * <p>In JSON a number or a truth value is taken as it is written, a list of plain values as they are with commas
     * between them, and null as if the field were not there.
     *
     * @throws UserError.InvalidInput if a field is repeated, too long, or no plain value
     * @throws io.javalin.http.HttpResponseException 415 if the body is something else
     */
    public static Map<String, String> body(Context context) {
        return body(context, MAX_CHARACTERS);
    }

    /**
     * The same with longer texts, or with lists.
     *
     * @param longest so many characters a field, a line's end counting as two
     * @param lists those of a form that may be repeated, and are then taken as they are with commas between them
     */
    public static Map<String, String> body(Context context, int longest, String... lists) {
        FormInput input = new FormInput(longest);
        if (context.isFormUrlencoded() || context.isMultipartFormData()) {
            input.addAll(joined(context.formParamMap(), lists));
        } else if (context.isJson()) {
            input.addJson(context.bodyAsBytes());
        } else {
            throw new ErrorPages.Refusal(415, "Send a form or a JSON object.");
        }
        return input.checked();
    }

    /** The same of a request that may well have no body, and then has no fields. */
    public static Map<String, String> bodyIfAny(Context context) {
        // A body of several parts can be read as such only, and only once.
        boolean none = !context.isMultipartFormData() && context.bodyAsBytes().length == 0;
        return none ? Map.of() : body(context);
    }

    /**
     * The parameters of a request's query.
     *
     * @param lists those that may be repeated, and are then taken as they are with commas between them
     * @throws UserError.InvalidInput if another one is repeated, or one is too long
     */
    public static Map<String, String> query(Context context, String... lists) {
        FormInput input = new FormInput(MAX_CHARACTERS);
        // A link can carry a name or a tag as the page shows it.
        joined(context.queryParamMap(), lists)
                .forEach((field, texts) -> texts.forEach(text -> input.add(field, Isolated.bareAll(text))));
        return input.checked();
    }

    /**
     * A field's whole number.
     *
     * @param what what the field is called in a sentence
     * @throws UserError.InvalidInput if the text is none from the least to the most
     */
    public static int whole(String field, String what, String text, int least, int most) {
        return Numbers.whole(text, least, most)
                .orElseThrow(() -> new UserError.InvalidInput(
                        field,
                        Text.wrong(Text.of("%s must be a whole number from %d to %d", what, least, most), text)));
    }

    /**
     * What a reader makes of a field's text.
     *
     * @param reader throws an {@link IllegalArgumentException} with a sentence where the text is wrong
     * @throws UserError.InvalidInput with that sentence at the field
     */
    public static <T> T read(String field, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new UserError.InvalidInput(field, String.valueOf(e.getMessage()));
        }
    }

    /**
     * One of a few things by its word.
     *
     * @throws UserError.InvalidInput if the text stands for none of them
     */
    public static <E> E choose(String field, List<E> all, Function<E, String> word, String text) {
        return read(field, text, each -> Words.choose(field, all, word, each));
    }

    /** Which page of a long list a query asks for, counted from 1; the first if it asks for none. */
    public static int page(Map<String, String> query) {
        String text = query.getOrDefault("page", "");
        return text.isEmpty() ? 1 : whole("page", "page", text, 1, MOST_PAGES);
    }

    /**
     * The number by which an address names a thing.
     *
     * @param thing what it is, such as a run
     * @throws UserError.NotFound if it is no number, so that there is no such thing
     */
    public static long id(String thing, String text) {
        return Numbers.id(text).orElseThrow(() -> new UserError.NotFound(Text.of("There is no %s %s.", thing, text)));
    }

    private static Map<String, List<String>> joined(Map<String, List<String>> fields, String... lists) {
        Map<String, List<String>> joined = new LinkedHashMap<>(fields);
        for (String list : lists) {
            joined.computeIfPresent(
                    list,
                    (name, texts) -> List.of(
                            texts.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(","))));
        }
        return joined;
    }

    private Map<String, String> checked() {
        if (!errors.isEmpty()) {
            throw new UserError.InvalidInput(errors);
        }
        return values;
    }

    private void addAll(Map<String, List<String>> fields) {
        fields.forEach((field, texts) -> texts.forEach(text -> add(field, text)));
    }

    private void add(String field, String text) {
        if (values.size() + errors.size() >= MAX_FIELDS) {
            throw new UserError.InvalidInput("", "There are more than " + MAX_FIELDS + " fields.");
        }
        if (field.length() > longest || text.length() > longest) {
            errors.put(name(field), name(field) + " is longer than " + longest + " characters.");
        } else if (values.putIfAbsent(field, Isolated.bare(text.strip())) != null) {
            errors.put(field, name(field) + " is given more than once.");
        }
    }

    /** A field's name as it may stand in a message. */
    private static String name(String field) {
        return field.length() <= 50 ? field : field.substring(0, 50) + "…";
    }

    private void addJson(byte[] body) {
        try {
            JsonReader reader = new JsonReader(new StringReader(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString()));
            reader.setStrictness(Strictness.STRICT);
            readObject(reader);
        } catch (MalformedJsonException | EOFException | CharacterCodingException | IllegalStateException e) {
            throw new UserError.InvalidInput("", "The body is not a JSON object.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readObject(JsonReader reader) throws IOException {
        reader.beginObject();
        while (reader.hasNext()) {
            String field = reader.nextName();
            switch (reader.peek()) {
                case NULL -> reader.nextNull();
                case BEGIN_ARRAY -> readArray(field, reader);
                default -> readPlain(field, reader).ifPresent(text -> add(field, text));
            }
        }
        reader.endObject();
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new MalformedJsonException("something follows the object");
        }
    }

    private void readArray(String field, JsonReader reader) throws IOException {
        List<String> texts = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            readPlain(field, reader).ifPresent(texts::add);
        }
        reader.endArray();
        add(field, String.join(",", texts));
    }

    private Optional<String> readPlain(String field, JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case STRING, NUMBER -> {
                return Optional.of(reader.nextString());
            }
            case BOOLEAN -> {
                return Optional.of(Boolean.toString(reader.nextBoolean()));
            }
            default -> {
                reader.skipValue();
                errors.put(field, name(field) + " must be a text, a number, a truth value or a list of these.");
                return Optional.empty();
            }
        }
    }
}
