package inkling.terminal;

import inkling.text.SystemLocale;
import inkling.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments and environment variables as they were typed.
 *
 * <p>Java decodes both by the locale's character set, and replaces what that lacks: under the C locale,
 * in which services and containers start, for all but ASCII. Linux still has the bytes, which are UTF-8 there.
 *
 * @param environment the variables that are Inkling's
 */
public record Typed(List<String> arguments, Map<String, String> environment) {
    private static final String OURS = "INKLING_";

    public Typed {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** @throws IllegalArgumentException with a sentence if something cannot be read as it was typed */
    public static Typed of(String[] arguments) {
        return new Typed(arguments(arguments), variables());
    }

    private static List<String> arguments(String[] given) {
        List<byte[]> line = process("cmdline").orElse(List.of());
        List<byte[]> bytes = line.subList(Math.max(0, line.size() - given.length), line.size());
        List<String> typed = new ArrayList<>();
        for (int i = 0; i < given.length; i++) {
            boolean found = bytes.size() == given.length && mayBe(given[i], bytes.get(i));
            typed.add(found ? decoded(bytes.get(i), given[i]) : whole(given[i]));
        }
        return typed;
    }

    /** Whether Java may have made this argument of these bytes; not so where it took its arguments from elsewhere. */
    private static boolean mayBe(String given, byte[] bytes) {
        return SystemLocale.charset().equals(StandardCharsets.US_ASCII)
                ? masked(given).equals(masked(new String(bytes, StandardCharsets.ISO_8859_1)))
                : given.equals(new String(bytes, SystemLocale.charset()));
    }

    private static String masked(String text) {
        return text.replaceAll("\\P{ASCII}", "?");
    }

    private static Map<String, String> variables() {
        Map<String, String> typed = new LinkedHashMap<>();
        for (byte[] bytes : process("environ").orElse(List.of())) {
            String name = new String(bytes, StandardCharsets.ISO_8859_1).split("=", 2)[0];
            if (name.startsWith(OURS)) {
                typed.put(name, decoded(Arrays.copyOfRange(bytes, name.length() + 1, bytes.length), name));
            }
        }
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith(OURS))
                .forEach(name -> typed.computeIfAbsent(name, any -> whole(System.getenv(any))));
        return typed;
    }

    /** What the kernel of Linux keeps of this process; empty elsewhere. */
    private static Optional<List<byte[]>> process(String file) {
        try {
            String all = Files.readString(Path.of("/proc/self", file), StandardCharsets.ISO_8859_1);
            return Optional.of(Arrays.stream(all.split("\0", -1))
                    .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                    .toList()
                    .subList(0, (int) all.chars().filter(c -> c == 0).count()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String decoded(byte[] bytes, String about) {
        Charset charset = SystemLocale.charset();
        Charset meant = charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        try {
            return meant.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw unreadable(about);
        }
    }

    /** The text, if nothing in it was replaced. */
    private static String whole(String text) {
        if (text.indexOf('\uFFFD') >= 0) {
            throw unreadable(text);
        }
        return text;
    }

    private static IllegalArgumentException unreadable(String about) {
        return new IllegalArgumentException(
                Text.of("'%s' cannot be read as it was typed under %s.", about, SystemLocale.advice()));
    }
}
