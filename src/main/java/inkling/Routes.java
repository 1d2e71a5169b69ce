package inkling;

import inkling.access.LogInPages;
import inkling.access.LookPages;
import inkling.access.PeoplePages;
import inkling.access.Role;
import inkling.archive.CheckpointThinned;
import inkling.archive.runs.RunDeleted;
import inkling.backup.BackupPages;
import inkling.compare.CompareApi;
import inkling.compare.ComparePage;
import inkling.compare.views.confusion.ConfusionsPage;
import inkling.compare.views.images.ImagesPage;
import inkling.compare.views.maps.MapsPage;
import inkling.compare.views.stress.StressesPage;
import inkling.compare.views.weights.UnitsPage;
import inkling.datasets.DataPages;
import inkling.deletion.DeletionPages;
import inkling.doctor.DataDoctor;
import inkling.draw.DrawPages;
import inkling.explain.WhyPage;
import inkling.http.AtReadOnly;
import inkling.http.Health;
import inkling.http.Open;
import inkling.imagine.pages.ImaginePages;
import inkling.inspect.CalibrationPage;
import inkling.inspect.ConfusionPage;
import inkling.inspect.ImagePage;
import inkling.inspect.ImagePictures;
import inkling.inspect.MistakesPage;
import inkling.layers.LayersPages;
import inkling.maps.MapPages;
import inkling.monitoring.Monitoring;
import inkling.organise.OrganiseApi;
import inkling.organise.OrganisePages;
import inkling.organise.ThinningPages;
import inkling.overview.OverviewPage;
import inkling.overview.TourPage;
import inkling.queue.QueuePages;
import inkling.runlist.ListApi;
import inkling.runlist.ListPages;
import inkling.runs.AugmentationPage;
import inkling.runs.FoldersPage;
import inkling.runs.NetworkApi;
import inkling.runs.NormPages;
import inkling.runs.RunApi;
import inkling.runs.RunPages;
import inkling.runs.imports.ImportPages;
import inkling.runs.rates.RatePages;
import inkling.stress.StressPage;
import inkling.stress.slices.SlicesPage;
import inkling.stress.strangers.StrangersPage;
import inkling.studies.StudyPages;
import inkling.sweeps.SweepApi;
import inkling.sweeps.pages.SweepFormPages;
import inkling.sweeps.pages.SweepPages;
import inkling.sweeps.pages.SweepStress;
import inkling.weights.HistogramPage;
import inkling.weights.UnitPage;
import inkling.weights.WeightPages;
import inkling.weights.features.FeaturePage;
import inkling.whatif.WhatIfPages;
import inkling.words.LossExample;
import inkling.words.WordsPage;
import io.javalin.config.RoutesConfig;

/**
 * Every address of the program, feature by feature; {@code WebServer} has {@code /static}, {@code /webjars} and {@code
 * /events} of its own.
 *
 * <p>Of two that fit, the one that was added first answers: the features are added in the order in which they stand here.
 */
public final class Routes {
    private Routes() {}

    /** Where people come in. */
    public static void access(RoutesConfig all, LogInPages logIn) {
        all.get("/login", logIn::page, Open.TO_ANYBODY);
        all.post("/login", logIn::logIn, Open.TO_ANYBODY);
        all.post("/logout", logIn::logOut, Role.LOOK);
        all.get("/password", logIn::password, Role.LOOK);
        all.post("/password", logIn::changePassword, Role.LOOK);
    }

    /** Who may come in. */
    public static void people(RoutesConfig all, PeoplePages people) {
        all.get("/people", people::page, Role.MANAGE);
        all.post("/people/{change}", people::change, Role.MANAGE);
        all.get("/api/people", people::list, Role.MANAGE);
        all.post("/api/people/{change}", people::changeJson, Role.MANAGE);
    }

    /** Links for whoever may look at one thing only. */
    public static void lookLinks(RoutesConfig all, LookPages links) {
        all.get("/links", links::page, Role.TRAIN);
        all.post("/links", links::make, Role.TRAIN);
        all.post("/links/{link}/take-back", links::takeBack, Role.TRAIN);
        all.get("/look/{secret}", links::follow, Open.TO_ANYBODY);
    }

    public static void list(RoutesConfig all, ListPages pages, ListApi api) {
        all.get("/", pages::list);
        all.get("/runs", pages::toList);
        all.get("/runs/rows", pages::rows);
        all.get("/api/runs", api::list);
    }

    /** What was deleted lately; before the pages of a run, whose addresses take in whatever follows {@code /runs/}. */
    public static void deletion(RoutesConfig all, DeletionPages pages) {
        all.before(pages::offer);
        all.get("/deleted", pages::list, AtReadOnly.REFUSED);
        all.get("/runs/deleted", pages::toList, AtReadOnly.REFUSED);
        all.post("/deleted/{kind}/restore", pages::restore);
    }

    /** Before the pages of a run, whose addresses take in whatever follows {@code /runs/}. */
    public static void organise(RoutesConfig all, OrganisePages pages, OrganiseApi api) {
        all.get("/runs/picked/compare", pages::compare);
        all.post("/runs/picked/{action}", pages::act);
        all.get("/runs/{id}/edit", pages::edit, AtReadOnly.REFUSED);
        all.post("/runs/{id}/edit", pages::save);
        all.post("/runs/{id}/preview", pages::preview);
        all.patch("/api/runs/{id}", api::change);
        all.delete("/api/runs/{id}", api::delete);
        all.post("/api/runs/{id}/restore", api::restore);
        all.exception(RunDeleted.class, OrganisePages::takeBack);
    }

    public static void thinning(RoutesConfig all, ThinningPages pages) {
        all.get("/runs/picked/thin", pages::page, AtReadOnly.REFUSED);
        all.post("/runs/thin", pages::thin);
        all.post("/api/runs/{id}/thin", pages::thinJson);
        all.exception(CheckpointThinned.class, ThinningPages::nearest);
    }

    public static void runs(RoutesConfig all, RunPages pages, RunApi api) {
        all.post("/runs", pages::create);
        all.get("/runs/new", pages::newRun, AtReadOnly.REFUSED);
        all.get("/runs/plan", pages::plan, AtReadOnly.REFUSED);
        all.get("/runs/{id}", pages::page);
        all.get("/runs/{id}/parts", pages::parts);
        all.get("/runs/{id}/steps", pages::steps);
        all.post("/runs/{id}/cancel", pages::cancel);
        all.post("/runs/{id}/resume", pages::resume);
        all.post("/runs/{id}/test", pages::test);
        all.post("/api/runs", api::start);
        all.get("/api/runs/{id}", api::run);
        all.post("/api/runs/{id}/cancel", api::cancel);
        all.post("/api/runs/{id}/resume", api::resume);
        all.post("/api/runs/{id}/test", api::test);
        all.get("/api/runs/{id}/metrics", api::metrics);
        all.get("/api/runs/{id}/metrics.csv", api::csv);
        all.get("/api/runs/{id}/checkpoints/{epoch}", api::checkpoint);
    }

    /** What a run measured layer by layer. */
    public static void norms(RoutesConfig all, NormPages pages) {
        all.get("/runs/{id}/norms", pages::page);
        all.get("/api/runs/{id}/metrics/norms", pages::json);
        all.get("/api/runs/{id}/metrics/norms.csv", pages::csv);
    }

    public static void networks(RoutesConfig all, NetworkApi api) {
        all.get("/api/network", api::typed);
        all.get("/api/runs/{id}/network", api::ofRun);
    }

    /** Weights that were trained elsewhere. */
    public static void imports(RoutesConfig all, ImportPages pages) {
        all.get("/import", pages::page, AtReadOnly.REFUSED);
        all.post("/import", pages::create);
        all.post("/import/file", pages::send, ImportPages.UPLOAD);
        all.post("/api/import", pages::start);
    }

    /** Learning rates that suit the settings of a form. */
    public static void rates(RoutesConfig all, RatePages pages) {
        all.post("/lr-find", pages::create);
        all.get("/lr-find/{id}", pages::page, AtReadOnly.REFUSED);
        all.post("/lr-find/{id}/cancel", pages::cancel);
        all.post("/api/lr-find", pages::start);
        all.get("/api/lr-find/{id}", pages::state);
        all.post("/api/lr-find/{id}/cancel", pages::cancelJson);
    }

    public static void augmentation(RoutesConfig all, AugmentationPage page) {
        all.get("/augmentation", page::show, AtReadOnly.REFUSED);
        all.get("/augmentation/strip.png", page::strip, AtReadOnly.REFUSED);
    }

    public static void folders(RoutesConfig all, FoldersPage page) {
        all.get("/folders", page::show, AtReadOnly.REFUSED);
    }

    /** Before an image's own page, which takes every other ending. */
    public static void pictures(RoutesConfig all, ImagePictures pictures) {
        all.get("/runs/{id}/images/{split}/{index}.png", pictures::picture);
    }

    public static void imagine(RoutesConfig all, ImaginePages pages) {
        all.get("/runs/{id}/imagine", pages::gallery);
        all.post("/runs/{id}/imagine", pages::create);
        all.get("/runs/{id}/imagine/{dream}", pages::page);
        all.get("/runs/{id}/imagine/{dream}/epochs", pages::epochs);
        all.post("/runs/{id}/imagine/{dream}/cancel", pages::cancel);
        all.post("/runs/{id}/imagine/{dream}/again", pages::again);
        all.post("/runs/{id}/imagine/{dream}/delete", pages::delete);
        all.get("/runs/{id}/imagine/{dream}/image.png", pages::picture);
    }

    /** Long looks at a run; a study's own page is its kind's. */
    public static void studies(RoutesConfig all, StudyPages pages) {
        all.post("/runs/{id}/studies/{kind}", pages::start);
        all.post("/runs/{id}/studies/{study}/cancel", pages::cancel);
        all.post("/api/runs/{id}/studies/{kind}", pages::startJson);
        all.get("/api/studies/{study}", pages::show);
        all.post("/api/studies/{study}/cancel", pages::cancelJson);
    }

    public static void inspect(
            RoutesConfig all,
            ConfusionPage confusion,
            MistakesPage mistakes,
            CalibrationPage calibration,
            ImagePage image) {
        all.get("/runs/{id}/confusion", confusion::page);
        all.get("/runs/{id}/confusion.json", confusion::json);
        all.get("/runs/{id}/mistakes", mistakes::page);
        all.get("/runs/{id}/mistakes.json", mistakes::json);
        all.get("/runs/{id}/mistakes/surest", mistakes::surest);
        all.get("/runs/{id}/mistakes/surest.png", mistakes::surestPicture);
        all.get("/runs/{id}/calibration", calibration::page);
        all.post("/runs/{id}/calibration", calibration::keep);
        all.get("/runs/{id}/calibration.json", calibration::json);
        all.get("/runs/{id}/images/{split}/{index}/story.json", image::storyJson);
        // The one without an ending takes every ending, so it stands last.
        all.get("/runs/{id}/images/{split}/{index}.json", image::json);
        all.get("/runs/{id}/images/{split}/{index}", image::page);
    }

    public static void slices(RoutesConfig all, SlicesPage slices) {
        all.get("/runs/{id}/stress/slices", slices::page);
        all.get("/runs/{id}/stress/slices.json", slices::json);
    }

    public static void strangers(RoutesConfig all, StrangersPage strangers) {
        all.get("/runs/{id}/stress/strangers", strangers::page);
        all.get("/runs/{id}/stress/strangers.json", strangers::json);
        all.get("/runs/{id}/stress/strangers/{index}.png", strangers::picture);
    }

    public static void stress(RoutesConfig all, StressPage page) {
        all.get("/runs/{id}/stress", page::page);
        all.get("/runs/{id}/stress.json", page::json);
        all.get("/runs/{id}/stress/sheet.png", page::sheet);
        all.get("/runs/{id}/stress/fallen.png", page::fallen);
    }

    public static void explain(RoutesConfig all, WhyPage why) {
        all.get("/runs/{id}/images/{split}/{index}/why", why::page);
        all.get("/runs/{id}/images/{split}/{index}/why.json", why::json);
        all.get("/runs/{id}/images/{split}/{index}/why.png", why::picture);
    }

    public static void whatIf(RoutesConfig all, WhatIfPages pages) {
        all.get("/runs/{id}/images/{split}/{index}/between", pages.between::page);
        all.get("/runs/{id}/images/{split}/{index}/between.json", pages.between::json);
        all.get("/runs/{id}/images/{split}/{index}/counterfactual", pages.counterfactual::page);
        all.get("/runs/{id}/images/{split}/{index}/counterfactual.json", pages.counterfactual::json);
        all.get("/runs/{id}/images/{split}/{index}/influence", pages.influence::page);
        all.get("/runs/{id}/images/{split}/{index}/influence.json", pages.influence::json);
    }

    public static void doctor(RoutesConfig all, DataDoctor doctor) {
        all.get("/runs/{id}/doctor", doctor.dynamics()::page);
        all.get("/runs/{id}/doctor.json", doctor.dynamics()::json);
        all.get("/runs/{id}/doctor/points.bin", doctor.dynamics()::points);
        all.get("/runs/{id}/doctor/labels", doctor.labels()::page);
        all.get("/runs/{id}/doctor/labels.json", doctor.labels()::json);
        all.post("/runs/{id}/doctor/labels/train", doctor.labels()::train);
        all.post("/runs/{id}/doctor/labels/take", doctor.labels()::take);
        all.post("/runs/{id}/doctor/decide", doctor.labels()::decide);
        all.get("/data/versions/{version}/corrections.csv", doctor.versions()::csv);
        all.post("/data/versions/{version}/rename", doctor.versions()::rename);
        all.post("/data/versions/{version}/delete", doctor.versions()::delete);
        all.get("/runs/{id}/doctor/duplicates", doctor.duplicates()::page);
        all.get("/runs/{id}/doctor/duplicates.json", doctor.duplicates()::json);
    }

    public static void draw(RoutesConfig all, DrawPages pages) {
        all.get("/runs/{id}/draw", pages::page);
        all.get("/runs/{id}/draw.json", pages::map);
        all.post("/runs/{id}/draw", pages::read, DrawPages.UPLOAD, AtReadOnly.ANSWERED);
        all.post("/runs/{id}/draw/why", pages::why, DrawPages.UPLOAD, AtReadOnly.ANSWERED);
    }

    public static void weights(
            RoutesConfig all, WeightPages pages, HistogramPage histograms, UnitPage unit, FeaturePage features) {
        all.get("/runs/{id}/weights", pages::grid);
        all.get("/runs/{id}/weights/sheet.png", pages::sheet);
        all.get("/runs/{id}/weights/histograms", histograms::page);
        all.get("/runs/{id}/weights/{unit}", unit::page);
        all.get("/runs/{id}/images/{split}/{index}/features", features::page);
        all.get("/runs/{id}/images/{split}/{index}/features.png", features::sheet);
        all.get("/runs/{id}/images/{split}/{index}/features.json", features::json);
    }

    public static void layers(RoutesConfig all, LayersPages pages) {
        all.get("/runs/{id}/layers", pages.similarity()::page);
        all.get("/runs/{id}/layers.json", pages.similarity()::json);
        all.get("/runs/{id}/layers/probes", pages.probes()::page);
        all.get("/runs/{id}/layers/probes.json", pages.probes()::json);
        all.get("/runs/{id}/layers/landscape", pages.landscape()::page);
        all.get("/runs/{id}/layers/landscape.json", pages.landscape()::json);
    }

    public static void maps(RoutesConfig all, MapPages pages) {
        all.get("/runs/{id}/map", pages::page);
        all.get("/runs/{id}/map.json", pages::json);
        all.post("/runs/{id}/maps", pages::create);
        all.get("/runs/{id}/maps/{map}/points.bin", pages::points);
        all.get("/runs/{id}/maps/{map}/neighbours.json", pages::neighbours);
        all.post("/runs/{id}/maps/{map}/stop", pages::stop);
        all.post("/runs/{id}/maps/{map}/continue", pages::goOn);
        all.post("/runs/{id}/maps/{map}/through-time", pages::throughTime);
        all.post("/runs/{id}/maps/{map}/delete", pages::delete);
    }

    public static void sweeps(RoutesConfig all, SweepFormPages form, SweepPages pages, SweepApi api) {
        // Before a sweep's own page, whose address takes in whatever follows /sweeps/.
        all.get("/sweeps/new", form::newSweep, AtReadOnly.REFUSED);
        all.post("/sweeps/new", form::preview);
        all.post("/sweeps/preview", form::livePreview);
        all.post("/sweeps", form::start);
        all.get("/sweeps", pages::list);
        all.get("/sweeps/{id}", pages::page);
        all.get("/sweeps/{id}/parts", pages::parts);
        all.post("/sweeps/{id}/cancel", pages::cancel);
        all.post("/sweeps/{id}/rename", pages::rename);
        all.post("/sweeps/{id}/delete", pages::delete);
        all.post("/api/sweeps", api::start);
        all.post("/api/sweeps/preview", api::preview);
        all.get("/api/sweeps/{id}", api::show);
        all.post("/api/sweeps/{id}/cancel", api::cancel);
    }

    public static void stressOfMany(RoutesConfig all, StressesPage compared, SweepStress sweep) {
        all.get("/compare/stress", compared::page);
        all.get("/api/compare/stress", compared::json);
        all.post("/sweeps/{id}/stress", sweep::start);
        all.post("/api/sweeps/{id}/stress", sweep::startJson);
    }

    public static void compare(RoutesConfig all, ComparePage page, CompareApi api) {
        all.get("/compare", page::page);
        all.get("/compare/add", page::add);
        all.get("/api/compare", api::table);
        all.get("/api/compare/curves", api::curves);
        all.get("/api/compare/curves.csv", api::csv);
    }

    /** What needs the networks of the compared runs. */
    public static void compareInside(
            RoutesConfig all, ConfusionsPage confusions, ImagesPage images, UnitsPage units, MapsPage maps) {
        all.get("/compare/confusion", confusions::page);
        all.get("/api/compare/confusion", confusions::json);
        all.get("/compare/images", images::page);
        all.get("/api/compare/mcnemar", images::json);
        all.get("/compare/weights", units::page);
        all.get("/compare/maps", maps::page);
        all.get("/compare/maps.json", maps::json);
        all.get("/compare/maps/points.bin", maps::points);
        all.post("/compare/maps", maps::make);
    }

    public static void queue(RoutesConfig all, QueuePages pages) {
        all.get("/queue", pages::page);
        all.post("/queue/turns", pages::takeTurns, Role.MANAGE);
        all.post("/queue/{job}/cancel", pages::cancel);
        all.post("/queue/{job}/move", pages::move);
        all.get("/api/queue", pages::json);
        all.post("/api/queue/turns", pages::takeTurnsJson, Role.MANAGE);
        all.post("/api/queue/{job}/cancel", pages::cancelJson);
        all.post("/api/queue/{job}/move", pages::moveJson);
    }

    public static void data(RoutesConfig all, DataPages pages) {
        all.get("/data", pages::list);
        all.post("/data", pages::send, pages.upload());
        // Before a set's own page: what lies elsewhere on the machine is not for who may look only.
        all.get("/data/at", pages::elsewhere, AtReadOnly.REFUSED);
        all.get("/data/at/pictures/{name}", pages::pictureElsewhere, AtReadOnly.REFUSED);
        all.get("/data/{id}", pages::set);
        all.get("/data/{id}/pictures/{name}", pages::picture);
        all.post("/data/{id}/delete", pages::delete);
    }

    /** What a home takes, and its backup. */
    public static void backup(RoutesConfig all, BackupPages pages) {
        all.get("/backup", pages::page, Role.MANAGE);
        all.get("/backup/progress", pages::progress, Role.MANAGE);
        all.post("/backup", pages::take, Role.MANAGE);
        all.post("/backup/cancel", pages::cancel, Role.MANAGE);
        all.post("/api/backup", pages::take, Role.MANAGE);
        all.post("/api/backup/cancel", pages::cancelJson, Role.MANAGE);
    }

    public static void words(RoutesConfig all, WordsPage words, LossExample example) {
        all.get("/words", words::page);
        all.get("/words/loss", example::page);
    }

    public static void overview(RoutesConfig all, OverviewPage overview, TourPage tour) {
        all.get("/runs/{id}/overview", overview::page);
        all.get("/tour", tour::begin);
    }

    public static void health(RoutesConfig all, Health health) {
        all.get("/health", health::show, Open.TO_ANYBODY);
    }

    /** It sees every request, whichever route answers it. */
    public static void monitoring(RoutesConfig all, Monitoring monitoring) {
        all.before(monitoring::begin);
        all.after(monitoring::end);
        all.get("/metrics", monitoring::show);
    }
}
