package inkling.weights;

import inkling.analysis.pictures.WeightPictures;
import inkling.analysis.pictures.WeightPictures.Order;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.runs.EpochRequest;
import inkling.text.Named;
import inkling.text.Text;
import inkling.weights.PictureSheet.Colour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the pictures are looked at, as the address says it.
 *
 * @param pictures of the layer that is looked at
 * @param order in which the units stand
 * @param scale whether the pictures compare
 * @param colour the colour map
 * @param all whether all units are shown, or the first 25 of the order
 */
record PictureOptions(WeightPictures pictures, Order order, Scale scale, Colour colour, boolean all) {
    /** How many pictures the notebook shows. */
    static final int FEW = 25;

    /** As the notebook has it; coloured pictures in their colours. */
    static PictureOptions usual(WeightPictures pictures) {
        return new PictureOptions(
                pictures, Order.INDEX, Scale.EACH, Colour.of(pictures).get(0), false);
    }

    /** From where to where a picture's colours reach. */
    enum Scale implements Named {
        EACH("one for each"),
        ALL("one for all");

        private final String title;

        Scale(String title) {
            this.title = title;
        }
    }

    /** A row of options of which one is chosen. */
    record Switch(String title, List<Option> options) {}

    /** One of them, and where it leads. */
    record Option(String title, String url, boolean chosen) {}

    /**
     * Reads the query; what it does not say is as usual.
     *
     * @throws InvalidInput with a sentence if it says something else
     */
    static PictureOptions of(EpochRequest request, WeightPictures pictures) {
        PictureOptions usual = usual(pictures);
        return new PictureOptions(
                pictures,
                choice(request, "order", orders(pictures)).orElse(usual.order),
                choice(request, "scale", List.of(Scale.values())).orElse(usual.scale),
                choice(request, "colour", Colour.of(pictures)).orElse(usual.colour),
                request.asked("count").map(PictureOptions::all).orElse(usual.all));
    }

    private static <E extends Named> Optional<E> choice(EpochRequest request, String name, List<E> values) {
        return request.asked(name).map(text -> FormInput.choose(name, values, Named::id, text));
    }

    private static List<Order> orders(WeightPictures pictures) {
        return pictures.push() ? List.of(Order.values()) : List.of(Order.INDEX, Order.NORM);
    }

    /** Its layer as every address has it but the first one's: {@code &layer=conv2}. */
    private String layer() {
        return "&layer=" + pictures.layer().id();
    }

    private static boolean all(String count) {
        if (!count.equals("all") && !count.equals(String.valueOf(FEW))) {
            throw new InvalidInput("count", "count must be 25 or all, was " + count);
        }
        return count.equals("all");
    }

    /** The query that shows the same of an epoch. */
    String query(int epoch) {
        return Text.of(
                "?epoch=%d%s&order=%s&scale=%s&colour=%s&count=%s",
                epoch, layer(), order.id(), scale.id(), colour.id(), all ? "all" : String.valueOf(FEW));
    }

    /** The query of what changes the pictures themselves. */
    String sheetQuery(int epoch) {
        return Text.of("?epoch=%d%s&scale=%s&colour=%s", epoch, layer(), scale.id(), colour.id());
    }

    /** Everything that can be looked at otherwise, for the pictures of all units. */
    List<Switch> switches(String path, int epoch) {
        int units = pictures.units();
        List<Switch> switches = new ArrayList<>();
        if (units > FEW) {
            switches.add(new Switch(
                    "Units",
                    List.of(
                            option(
                                    String.valueOf(FEW),
                                    path,
                                    epoch,
                                    new PictureOptions(pictures, order, scale, colour, false)),
                            option(
                                    "all " + units,
                                    path,
                                    epoch,
                                    new PictureOptions(pictures, order, scale, colour, true)))));
        }
        switches.add(row(
                "Order",
                orders(pictures),
                PictureOptions::title,
                path,
                epoch,
                each -> new PictureOptions(pictures, each, scale, colour, all)));
        switches.addAll(switchesOfOne(path, epoch));
        return switches;
    }

    /** What can be looked at otherwise of one picture. */
    List<Switch> switchesOfOne(String path, int epoch) {
        return List.of(
                row(
                        "Scale",
                        List.of(Scale.values()),
                        each -> each.title,
                        path,
                        epoch,
                        each -> new PictureOptions(pictures, order, each, colour, all)),
                row(
                        "Colour",
                        Colour.of(pictures),
                        Colour::title,
                        path,
                        epoch,
                        each -> new PictureOptions(pictures, order, scale, each, all)));
    }

    private static String title(Order order) {
        return switch (order) {
            case INDEX -> "index";
            case NORM -> "norm";
            case CLASS -> "class pushed for";
        };
    }

    private <E> Switch row(
            String title,
            List<E> values,
            Function<E, String> titles,
            String path,
            int epoch,
            Function<E, PictureOptions> looks) {
        return new Switch(
                title,
                values.stream()
                        .map(each -> option(titles.apply(each), path, epoch, looks.apply(each)))
                        .toList());
    }

    private Option option(String title, String path, int epoch, PictureOptions look) {
        return new Option(title, path + look.query(epoch), look.equals(this));
    }
}
