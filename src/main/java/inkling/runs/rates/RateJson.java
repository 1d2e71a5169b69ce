package inkling.runs.rates;

import inkling.http.Json.Flat;
import inkling.runs.rates.RateSearch.Found;
import inkling.runs.rates.RateSearches.Asked;
import inkling.training.RateCurve;
import inkling.worker.Progress;
import java.util.List;
import java.util.Optional;

/**
 * What a learning-rate range test found, in JSON as the API and the command line write it.
 *
 * @param suggestion empty if no rate made the loss fall
 * @param lowest the step with the lowest smoothed loss
 * @param blewUpAt the rate at which the loss blew up; empty if it never did
 */
public record RateJson(
        String datasetReason,
        Optional<Double> suggestion,
        RateCurve.Point lowest,
        Optional<Double> blewUpAt,
        List<RateCurve.Point> points) {
    public RateJson(Found found) {
        this(
                found.data(),
                found.curve().suggestion(),
                found.curve().lowest(),
                Optional.of(found.curve().highest()).filter(any -> found.curve().blewUp()),
                found.curve().points());
    }

    /**
     * The same of a search that may be under way.
     *
     * @param status {@code running}, {@code finished} or {@code cancelled}
     */
    record OfSearch(
            long search,
            String status,
            Progress progress,
            @Flat Optional<RateJson> found) {
        OfSearch(Asked asked, Optional<Found> found) {
            this(
                    asked.id(),
                    asked.cancelled() ? "cancelled" : found.isPresent() ? "finished" : "running",
                    asked.progress(),
                    found.map(RateJson::new));
        }
    }
}
