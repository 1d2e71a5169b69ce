package inkling.datasets;

import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Framing;
import inkling.http.Address;
import inkling.runs.RunForm;
import inkling.text.Isolated;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A data set that can be looked at.
 *
 * @param id in its address; {@link #ELSEWHERE} of one that lies outside of the home, whose path the address has as well
 * @param title what it is called
 * @param request what asks for it, in the shape that it has
 * @param folder of the home that holds it alone; of one that was uploaded
 */
public record KnownSet(String id, String title, DatasetRequest request, Optional<Path> folder) {
    static final String ELSEWHERE = "at";

    private static final Set<String> SHAPE_FIELDS = Set.of("image_size", "channels", "fit");
    private static final Set<String> ELSEWHERE_FIELDS = Set.of("data", "test", "image_size", "channels", "fit");

    static KnownSet builtin() {
        return new KnownSet(
                "builtin",
                "Built-in digits",
                DatasetRequest.of(DatasetKind.BUILTIN, Optional.empty()),
                Optional.empty());
    }

    static KnownSet mnist() {
        return new KnownSet("mnist", "MNIST", DatasetRequest.of(DatasetKind.MNIST, Optional.empty()), Optional.empty());
    }

    /** @param request with the path where its files lie on this machine, absolute */
    static KnownSet elsewhere(DatasetRequest request) {
        return new KnownSet(ELSEWHERE, Isolated.of(request.path().orElseThrow()), request, Optional.empty());
    }

    /** The same set brought to another shape. */
    DatasetRequest framed(Framing framing) {
        return new DatasetRequest(request.kind(), request.path(), request.test(), framing);
    }

    /** Its page. */
    public String url() {
        return url("", Framing.USUAL);
    }

    /** Something below its page, such as {@code /delete}, at some shape. */
    String url(String below, Framing framing) {
        Map<String, String> fields = fields(framing);
        fields.keySet().retainAll(id.equals(ELSEWHERE) ? ELSEWHERE_FIELDS : SHAPE_FIELDS);
        return new Address("/data/" + id + below).with(fields).toString();
    }

    /** What its address says besides the id. */
    public Map<String, String> elsewhere() {
        Map<String, String> fields = fields(Framing.USUAL);
        fields.keySet().retainAll(id.equals(ELSEWHERE) ? ELSEWHERE_FIELDS : SHAPE_FIELDS);
        return fields;
    }

    /** Where a run begins that learns from it. */
    String train(Framing framing) {
        return new Address("/runs/new").with(fields(framing)).toString();
    }

    private Map<String, String> fields(Framing framing) {
        Map<String, String> fields = new TreeMap<>(RunForm.texts(framed(framing)));
        fields.values().removeIf(String::isEmpty);
        if (framing.equals(Framing.USUAL)) {
            fields.remove("fit");
        }
        return fields;
    }
}
