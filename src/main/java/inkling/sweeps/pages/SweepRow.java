package inkling.sweeps.pages;

import inkling.sweeps.SweepRepository;
import inkling.sweeps.space.SweepForm;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A sweep's line in the list. */
record SweepRow(SweepRepository.Summary summary) {
    /** What it varies and how: {@code grid of learning rate, batch size}. */
    public String about() {
        String search = summary.sweep().fields().getOrDefault("search", "");
        String varied = SweepForm.values(summary.sweep().fields()).entrySet().stream()
                .filter(entry -> entry.getValue().varied())
                .map(entry -> entry.getKey().words())
                .collect(Collectors.joining(", "));
        return varied.isEmpty() ? "" : (search.equals("random") ? "Random: " : "Grid: ") + varied;
    }

    public boolean active() {
        return summary.counts().active() > 0;
    }

    public String done() {
        return Text.of("%d of %d", summary.counts().ended(), summary.counts().total());
    }

    public double share() {
        int total = summary.counts().total();
        return total == 0 ? 0 : (double) summary.counts().ended() / total;
    }

    public List<StatusCount> counts() {
        return StatusCount.of(summary.counts());
    }

    public @Nullable String best() {
        return summary.best().map(best -> Figures.loss(best.validLoss())).orElse(null);
    }

    public String bestTest() {
        return summary.best().map(best -> Figures.percent(best.testAccuracy())).orElse("–");
    }

    public @Nullable Long bestRun() {
        return summary.best().map(SweepRepository.Best::run).orElse(null);
    }
}
