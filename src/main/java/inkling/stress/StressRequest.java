package inkling.stress;

import inkling.analysis.robustness.Damaged;
import inkling.analysis.robustness.Robustness;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.corruption.Corruption;
import inkling.http.Address;
import inkling.http.FormInput;
import inkling.runs.EpochRequest;
import inkling.text.Named;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an address of the stress test asks for: {@code ?epoch=3&corruption=fog&strength=2&image=7&sort=name}.
 *
 * @param corruption the one that is looked at closely; the most damaging one if none is asked for
 * @param strength likewise, 1 to 5
 * @param image the test image that is shown under all corruptions
 */
record StressRequest(EpochRequest of, Corruption corruption, int strength, int image, Sort sort) {
    private static final int USUAL_STRENGTH = 3;

    /** In which order corruptions stand. */
    enum Sort implements Named {
        DAMAGE("damage"),
        NAME("name");

        private final String title;

        Sort(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** @param images how many test images there are */
    static StressRequest of(EpochRequest request, Optional<Robustness> result, int images) {
        Optional<Integer> selected = request.selected()
                .filter(name -> name.split() == ImageSplit.TEST && name.index() < images)
                .map(ImageName::index);
        return new StressRequest(
                request,
                request.asked("corruption")
                        .map(StressRequest::corruption)
                        .orElseGet(() -> result.map(StressRequest::worst).orElse(Corruption.SHOT_NOISE)),
                request.asked("strength").map(StressRequest::strength).orElse(USUAL_STRENGTH),
                request.asked("image")
                        .map(text -> image(text, images))
                        .or(() -> selected)
                        .orElseGet(() -> first(result)),
                request.asked("sort")
                        .map(text -> FormInput.choose("sort", List.of(Sort.values()), Sort::id, text))
                        .orElse(Sort.DAMAGE));
    }

    static Corruption corruption(String text) {
        return FormInput.choose("corruption", Arrays.asList(Corruption.values()), Corruption::id, text);
    }

    static int strength(String text) {
        return FormInput.whole("strength", "strength", text, 1, Corruption.STRENGTHS);
    }

    static int image(String text, int images) {
        return FormInput.whole("image", "the test image", text, 0, images - 1);
    }

    private static Corruption worst(Robustness result) {
        return result.corruptions().stream()
                .max(Comparator.comparingDouble(Damaged::meanError))
                .orElseThrow()
                .corruption();
    }

    /** The image that falls first, which is the most to look at. */
    private static int first(Optional<Robustness> result) {
        return result.stream()
                .flatMap(found -> found.falls().stream())
                .findFirst()
                .map(fall -> fall.image())
                .orElse(0);
    }

    /** The page with the same asked for, to ask something else. */
    Address address() {
        return new Address(of.run().url() + "/stress").with(kept()).with("image", of.asked("image"));
    }

    /** What the address says besides the image. */
    Map<String, String> kept() {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : List.of("epoch", "corruption", "strength", "sort")) {
            of.asked(name).ifPresent(text -> kept.put(name, text));
        }
        return kept;
    }

    /** Where the corruptions stand in each order, by its id. */
    Map<String, String> sortUrls() {
        return Arrays.stream(Sort.values())
                .collect(Collectors.toMap(
                        Sort::id, sort -> address().with("sort", sort.id()).toString()));
    }
}
