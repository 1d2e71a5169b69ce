package inkling.words;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.attribution.Method;
import inkling.runs.RunFact;
import inkling.training.Metric;
import inkling.training.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TermTest {
    private static final Pattern BY_ID = Pattern.compile("words/term :: term\\('([^']*)', '([^']*)'\\)");
    private static final Pattern BY_NAME = Pattern.compile("words/term :: title\\('([^']*)'\\)");

    @Test
    void every_term_that_a_template_names_is_in_the_catalogue_and_every_term_is_named() throws IOException {
        Set<Term> named = EnumSet.noneOf(Term.class);
        for (String template : templates()) {
            found(BY_ID, template).forEach(found -> named.add(Term.of(found.group(1))));
            for (MatchResult found : found(BY_NAME, template)) {
                assertThat(Term.called(found.group(1))).as(found.group(1)).isPresent();
                named.add(Term.called(found.group(1)).orElseThrow());
            }
        }
        // Settings and metrics stand in lists and tables by their titles.
        RunFact.ALL.forEach(fact -> Term.called(fact.title()).ifPresent(named::add));
        // As do the ways to explain an answer.
        Arrays.stream(Method.values())
                .forEach(method -> named.add(Term.called(method.title()).orElseThrow()));

        assertThat(named).containsExactly(Term.values());
    }

    @Test
    void every_setting_and_every_metric_of_learning_is_explained_under_its_own_title() {
        assertThat(Setting.values())
                .allSatisfy(setting -> assertThat(Term.called(setting.title())).isPresent());
        assertThat(Arrays.stream(Metric.values()).filter(metric -> metric.unit() != Metric.Unit.SECONDS))
                .allSatisfy(metric -> assertThat(Term.called(metric.title())).isPresent());
    }

    @Test
    void every_loss_leads_to_the_logits_to_drag() {
        assertThat(Arrays.stream(Metric.values())
                        .filter(metric -> metric.title().contains("loss")))
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(Term.called(metric.title()).map(Term::address))
                        .hasValue("/words/loss"));
    }

    @Test
    void no_two_terms_have_the_same_name_and_each_says_what_it_means_in_one_sentence() {
        List<String> titles = Arrays.stream(Term.values()).map(Term::title).toList();
        assertThat(titles).doesNotHaveDuplicates();
        for (Term term : Term.values()) {
            assertThat(Term.called(term.title())).isEqualTo(Optional.of(term));
            assertThat(term.meaning()).matches("[^.]+(\\.\\d[^.]*)*\\.").hasSizeLessThan(180);
            assertThat(term.places()).as(term.title()).isNotEmpty();
        }
    }

    private static List<MatchResult> found(Pattern pattern, String template) {
        return pattern.matcher(template).results().toList();
    }

    private static List<String> templates() throws IOException {
        List<String> templates = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("web/templates"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                templates.add(Files.readString(file));
            }
        }
        return templates;
    }
}
