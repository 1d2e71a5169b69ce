package inkling.sweeps.pages;

import inkling.sweeps.Forecast;
import inkling.text.Text;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** How long something will take, in words that promise no more than is known. */
record ForecastText(Forecast forecast) {
    private static final int MOST_NAMED = 3;

    /** {@code about 25 min}. */
    public String about() {
        return "about " + rounded(forecast.total());
    }

    /** What it is judged by: {@code judging by runs 12 and 9}; empty if the runs themselves say so. */
    public String basis() {
        List<Long> runs = forecast.basis();
        if (runs.isEmpty()) {
            return "";
        }
        String named = runs.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        String more = runs.size() > MOST_NAMED ? Text.of(" and %d more", runs.size() - MOST_NAMED) : "";
        return "judging by run" + (runs.size() == 1 ? " " : "s ") + named + more;
    }

    /** To the precision that such a guess has: two seconds, two minutes, a quarter of an hour. */
    private static String rounded(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        if (seconds < 10) {
            return seconds + " s";
        }
        if (seconds < 90) {
            return 5 * Math.round(seconds / 5.0) + " s";
        }
        if (seconds < 5_400) {
            return Math.round(seconds / 60.0) + " min";
        }
        long quarters = Math.round(seconds / 900.0);
        return quarters < 40
                ? quarters / 4 + " h" + (quarters % 4 == 0 ? "" : " " + 15 * (quarters % 4) + " min")
                : Math.round(seconds / 3_600.0) + " h";
    }
}
