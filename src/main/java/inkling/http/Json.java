package inkling.http;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import inkling.text.Isolated;
import inkling.text.Named;
import inkling.text.Written;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How this program writes JSON: names in lower case with underscores, enum constants in lower case, an instant in ISO
 * 8601, a duration in seconds, an empty optional and a number that is none as null.
 *
 * <p>Less-than signs are escaped, so what is written here may stand within a script element of a page.
 */
public final class Json {
    private static final FieldNamingPolicy NAMES = FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES;
    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(NAMES)
            .serializeNulls()
            .enableComplexMapKeySerialization() // So that a constant as a key is written as one elsewhere.
            .registerTypeAdapter(double.class, number())
            .registerTypeAdapter(Double.class, number())
            .registerTypeAdapter(float.class, number())
            .registerTypeAdapter(Float.class, number())
            .registerTypeAdapter(Instant.class, text(Instant::toString))
            .registerTypeHierarchyAdapter(Written.class, text(Written::text))
            .registerTypeHierarchyAdapter(Path.class, text(Path::toString))
            .registerTypeAdapter(Duration.class, seconds())
            .registerTypeAdapterFactory(new Enums())
            .registerTypeAdapterFactory(new Optionals())
            .registerTypeAdapterFactory(new Flattened())
            .create();

    /** On a record's component: what it has is written in its place, as if the outer record had it; nothing if it is empty. */
    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Flat {}

    private Json() {}

    /** The value as JSON on one line. */
    public static String write(@Nullable Object value) {
        return GSON.toJson(value);
    }

    /** The same for a page's script, with every text in it as it may stand among others. */
    static String isolated(@Nullable Object value) {
        return GSON.toJson(isolated(GSON.toJsonTree(value)));
    }

    private static JsonElement isolated(JsonElement json) {
        if (json instanceof JsonObject object) {
            object.entrySet().forEach(entry -> entry.setValue(isolated(entry.getValue())));
        } else if (json instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, isolated(array.get(i)));
            }
        } else if (json instanceof JsonPrimitive text && text.isString()) {
            return new JsonPrimitive(Isolated.of(text.getAsString()));
        }
        return json;
    }

    /** A number; one that is not finite, for which JSON has no word, as null. */
    private static TypeAdapter<Number> number() {
        return new Writing<>() {
            @Override
            void put(JsonWriter out, Number value) throws IOException {
                if (!Double.isFinite(value.doubleValue())) {
                    out.nullValue();
                } else if (value instanceof Float single) {
                    out.value(single); // Its own shortest digits, not those of the double.
                } else {
                    out.value(value.doubleValue());
                }
            }
        };
    }

    private static <T> TypeAdapter<T> text(Function<T, String> toText) {
        return new Writing<>() {
            @Override
            void put(JsonWriter out, T value) throws IOException {
                out.value(toText.apply(value));
            }
        };
    }

    private static TypeAdapter<Duration> seconds() {
        return new Writing<>() {
            @Override
            void put(JsonWriter out, Duration value) throws IOException {
                out.value(value.toMillis() / 1000.0);
            }
        };
    }

    /** A type that is written, and never read. */
    private abstract static class Writing<T> extends TypeAdapter<T> {
        abstract void put(JsonWriter out, T value) throws IOException;

        @Override
        public void write(JsonWriter out, @Nullable T value) throws IOException {
            if (value == null) {
                out.nullValue();
            } else {
                put(out, value);
            }
        }

        @Override
        public T read(JsonReader in) {
            throw new UnsupportedOperationException("JSON is read by FormInput");
        }
    }

    private static final class Enums implements TypeAdapterFactory {
        @Override
        @SuppressWarnings("unchecked")
        public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            if (!Enum.class.isAssignableFrom(type.getRawType())) {
                return null;
            }
            return (TypeAdapter<T>) text((Enum<?> value) ->
                    value instanceof Named named ? named.id() : value.name().toLowerCase(Locale.ROOT));
        }
    }

    private static final class Optionals implements TypeAdapterFactory {
        @Override
        @SuppressWarnings("unchecked")
        public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            if (type.getRawType() != Optional.class) {
                return null;
            }
            Type inner = type.getType() instanceof ParameterizedType optional
                    ? optional.getActualTypeArguments()[0]
                    : Object.class;
            TypeAdapter<Object> adapter = (TypeAdapter<Object>) gson.getAdapter(TypeToken.get(inner));
            return (TypeAdapter<T>) new Writing<Optional<Object>>() {
                @Override
                void put(JsonWriter out, Optional<Object> value) throws IOException {
                    adapter.write(out, value.orElse(null));
                }
            };
        }
    }

    private static final class Flattened implements TypeAdapterFactory {
        @Override
        public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            Set<String> flat = Arrays.stream(type.getRawType().getDeclaredFields())
                    .filter(field -> field.isAnnotationPresent(Flat.class))
                    .map(NAMES::translateName)
                    .collect(Collectors.toSet());
            if (flat.isEmpty()) {
                return null;
            }
            TypeAdapter<T> whole = gson.getDelegateAdapter(this, type);
            return new Writing<>() {
                @Override
                void put(JsonWriter out, T value) {
                    JsonObject members = new JsonObject();
                    whole.toJsonTree(value).getAsJsonObject().asMap().forEach((name, member) -> {
                        if (!flat.contains(name)) {
                            members.add(name, member);
                        } else if (member instanceof JsonObject inner) {
                            inner.asMap().forEach(members::add);
                        }
                    });
                    gson.toJson(members, out);
                }
            };
        }
    }
}
