package inkling.network;

import inkling.text.Figures;
import inkling.text.Text;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads layers as {@link Layer#text()} writes them; capitals and spaces do not matter. */
final class ArchitectureParser {
    /**
     * How a layer is written.
     *
     * @param rest what follows the word
     */
    private record Form(String word, String rest, String example, Function<MatchResult, Layer> layer) {
        static Form plain(Layer layer) {
            return new Form(layer.text(), "", layer.text(), match -> layer);
        }
    }

    private final List<Form> forms = List.of(
            new Form("dense", " (\\d+)", "dense 120", match -> new Layer.Dense(number(match, 1))),
            new Form(
                    "conv",
                    "(?!.*stride.*stride) (\\d+) ?x ?(\\d+)(?: stride (\\d+))?(?: pad (\\d+))?(?: stride (\\d+))?",
                    "conv 16x5 or conv 16x5 stride 2 pad 2",
                    match -> new Layer.Convolution(
                            number(match, 1),
                            number(match, 2),
                            match.group(3) != null ? number(match, 3) : number(match, 5, 1),
                            number(match, 4, 0))),
            pool("maxpool", Layer.Pooling.MAX),
            pool("avgpool", Layer.Pooling.AVERAGE),
            Form.plain(new Layer.BatchNorm()),
            new Form(
                    "dropout",
                    " (\\d{0,9}\\.?\\d{1,17})",
                    "dropout 0.5",
                    match -> new Layer.Dropout(Double.parseDouble(match.group(1)))),
            Form.plain(new Layer.Relu()),
            Form.plain(new Layer.Gelu()),
            Form.plain(new Layer.Tanh()),
            Form.plain(new Layer.Flatten()),
            Form.plain(new Layer.GlobalAveragePool()),
            new Form(
                    "residual",
                    " ?\\((.*)\\)",
                    "residual(conv 16x3 pad 1, relu, conv 16x3 pad 1)",
                    match -> new Layer.Residual(body(match.group(1)))));

    private static Form pool(String word, Layer.Pooling kind) {
        String example = Text.of("%s 2 or %s 3 stride 2", word, word);
        return new Form(word, " (\\d+)(?: stride (\\d+))?", example, match -> {
            int size = number(match, 1);
            return new Layer.Pool(kind, size, number(match, 2, size));
        });
    }

    private final String text;

    ArchitectureParser(String text) {
        this.text = text;
    }

    /** @throws ArchitectureException with a sentence for the user if one is none */
    List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        List<String> items = items(text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "));
        for (int position = 0; position < items.size(); position++) {
            String item = items.get(position);
            try {
                require(
                        text.length() <= Architecture.LONGEST_TEXT,
                        "the network is longer than " + Figures.plural(Architecture.LONGEST_TEXT, "character"));
                layers.add(layer(item));
            } catch (IllegalArgumentException e) {
                throw new ArchitectureException(position, item, e.getMessage());
            }
        }
        return layers;
    }

    /** Cuts at the commas that are not within parentheses. */
    private static List<String> items(String list) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                items.add(list.substring(from, i).strip());
                from = i + 1;
            }
        }
        items.add(list.substring(from).strip());
        return items;
    }

    private Layer layer(String item) {
        require(!item.isEmpty(), "there is nothing there; write a layer such as dense 100");
        String word = item.split("[ (]", 2)[0];
        Form form = forms.stream()
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no such layer; there are " + words()));
        Matcher match = Pattern.compile(form.rest).matcher(item.substring(word.length()));
        require(match.matches(), "it is written as in " + form.example);
        return form.layer.apply(match.toMatchResult());
    }

    /** How every layer is written, as a sentence. */
    static String grammar() {
        return new ArchitectureParser("")
                .forms.stream().map(Form::example).collect(Collectors.joining("; ", "Layers are written ", "."));
    }

    private String words() {
        return forms.stream().map(Form::word).collect(Collectors.joining(", "));
    }

    private List<Layer> body(String list) {
        List<Layer> body = new ArrayList<>();
        for (String item : items(list.strip())) {
            try {
                body.add(layer(item));
            } catch (IllegalArgumentException e) {
                throw InBlockException.of(item, e);
            }
        }
        return body;
    }

    private static int number(MatchResult match, int group, int otherwise) {
        return match.group(group) == null ? otherwise : number(match, group);
    }

    /** What does not fit into an int is far out of every range, and the range's own sentence is the better one. */
    private static int number(MatchResult match, int group) {
        return new BigInteger(match.group(group))
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .intValue();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
