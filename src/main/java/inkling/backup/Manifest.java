package inkling.backup;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What a backup says of itself.
 *
 * @param inkling the version of the program that took it
 * @param schema the number of its newest migration
 * @param takenAt when
 * @param home the folder that it was taken of
 */
record Manifest(String inkling, int schema, Instant takenAt, String home) {
    /** @throws IllegalArgumentException with a sentence if the text is none */
    static Manifest read(String json) {
        try {
            JsonObject said = JsonParser.parseString(json).getAsJsonObject();
            return new Manifest(
                    said.get("inkling").getAsString(),
                    said.get("schema").getAsInt(),
                    Instant.parse(said.get("taken_at").getAsString()),
                    said.get("home").getAsString());
        } catch (JsonParseException
                | IllegalStateException
                | NumberFormatException
                | DateTimeException
                | UnsupportedOperationException
                | NullPointerException e) {
            throw new IllegalArgumentException("it does not say what it is", e);
        }
    }
}
