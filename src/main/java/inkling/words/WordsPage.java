package inkling.words;

import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.worker.JobStatus;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every term with what it means at length, and where it can be seen at work. */
public final class WordsPage {
    /** Among so many of the newest runs it looks for those that it leads into. */
    private static final int NEWEST = 50;

    private final RunArchive archive;

    /** A term and the way to where it can be seen: addresses by title. */
    record Entry(Term term, Map<String, String> links) {}

    /** The terms of a subject. */
    record Chapter(Subject subject, List<Entry> entries) {}

    public WordsPage(RunArchive archive) {
        this.archive = archive;
    }

    public void page(Context context) {
        List<Run> runs = archive.newest(NEWEST).stream()
                .filter(run -> run.status() == JobStatus.FINISHED)
                .limit(2)
                .toList();
        context.render(
                "words/words.html",
                Map.of(
                        "chapters",
                                Arrays.stream(Subject.values())
                                        .map(subject -> chapter(subject, runs))
                                        .toList(),
                        "index",
                                Arrays.stream(Term.values())
                                        .sorted(Comparator.comparing(Term::title, String.CASE_INSENSITIVE_ORDER))
                                        .toList(),
                        "runs", runs));
    }

    private static Chapter chapter(Subject subject, List<Run> runs) {
        return new Chapter(
                subject,
                Arrays.stream(Term.values())
                        .filter(term -> term.subject() == subject)
                        .map(term -> new Entry(term, links(term, runs)))
                        .toList());
    }

    private static Map<String, String> links(Term term, List<Run> runs) {
        Map<String, String> links = new LinkedHashMap<>();
        term.places().forEach(place -> place.url(runs).ifPresent(url -> links.put(place.title(), url)));
        return links;
    }
}
