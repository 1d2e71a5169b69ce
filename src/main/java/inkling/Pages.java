package inkling;

import inkling.access.Access;
import inkling.access.LogInPages;
import inkling.access.LookLinks;
import inkling.access.LookPages;
import inkling.access.PeoplePages;
import inkling.backup.BackupPages;
import inkling.compare.CompareApi;
import inkling.compare.ComparePage;
import inkling.compare.views.confusion.ConfusionsPage;
import inkling.compare.views.images.ImagesPage;
import inkling.compare.views.maps.MapsPage;
import inkling.compare.views.stress.StressesPage;
import inkling.compare.views.weights.UnitsPage;
import inkling.database.Database;
import inkling.datasets.DataPages;
import inkling.datasets.Shelf;
import inkling.datasets.UsedBy;
import inkling.deletion.DeletionPages;
import inkling.http.Health;
import inkling.imagine.pages.ImaginePages;
import inkling.inspect.CalibrationPage;
import inkling.inspect.ConfusionPage;
import inkling.inspect.ImagePage;
import inkling.inspect.ImagePictures;
import inkling.inspect.MistakesPage;
import inkling.maps.MapPages;
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
import inkling.runs.rates.RatePages;
import inkling.stress.slices.SlicesPage;
import inkling.stress.strangers.Strangers;
import inkling.stress.strangers.StrangersPage;
import inkling.sweeps.SweepApi;
import inkling.sweeps.pages.SweepFormPages;
import inkling.sweeps.pages.SweepPages;
import inkling.sweeps.pages.SweepStress;
import inkling.weights.ActivityStore;
import inkling.weights.HistogramPage;
import inkling.weights.UnitPage;
import inkling.weights.WeightPages;
import inkling.weights.features.FeaturePage;
import inkling.whatif.WhatIfPages;
import inkling.words.LossExample;
import inkling.words.WordsPage;
import inkling.worker.JobRepository;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

/** The pages of the program, built of its parts, at their addresses. */
final class Pages {
    private Pages() {}

    /** @param mostUploaded bytes of a data set that is sent */
    static void add(RoutesConfig all, Parts parts, Access access, long mostUploaded) {
        Access.addTo(all);
        Routes.access(all, new LogInPages(access, parts.people));
        Routes.people(all, new PeoplePages(access, parts.people));
        Routes.lookLinks(
                all,
                new LookPages(
                        access,
                        new LookLinks(parts.database, parts.clock),
                        run -> parts.runRepository.find(run).isPresent()));
        Routes.list(
                all,
                new ListPages(
                        parts.runRepository, parts.runList, parts.organised, parts.events, parts.form, parts.clock),
                new ListApi(parts.runList));
        Routes.deletion(all, new DeletionPages(parts.deletions));
        Routes.organise(all, new OrganisePages(parts.organised), new OrganiseApi(parts.organised, parts.deletions));
        Routes.thinning(all, new ThinningPages(parts.organised, parts.thinning));
        RunPages pages = new RunPages(parts.runs, parts.metrics, parts.events, parts.form, parts.clock);
        Routes.runs(all, pages, new RunApi(parts.runs, parts.metrics, parts.files, parts.form, parts.events));
        Routes.norms(all, new NormPages(parts.runs, parts.metrics));
        Routes.rates(
                all,
                new RatePages(
                        parts.datasets::open,
                        parts.devices,
                        parts.database,
                        parts.worker,
                        parts.form,
                        pages,
                        parts.background.patience(),
                        parts.clock));
        Routes.networks(all, new NetworkApi(parts.runs, parts.form));
        Routes.imports(all, parts.imports);
        Routes.augmentation(all, new AugmentationPage(parts.datasets, parts.form, parts.background));
        Routes.folders(all, new FoldersPage());
        UsedBy usedBy = new UsedBy(parts.database);
        Shelf shelf = new Shelf(parts.home, parts.datasets, parts.uploads, usedBy);
        Routes.data(
                all,
                new DataPages(shelf, parts.looks, parts.uploads, usedBy, parts.versions, parts.form, mostUploaded));
        Routes.pictures(all, new ImagePictures(parts.archive));
        Routes.imagine(all, new ImaginePages(parts.dreams, parts.dreamParts, parts.predictions));
        Routes.studies(all, parts.studyPages);
        Routes.stress(all, parts.stress);
        Routes.inspect(
                all,
                new ConfusionPage(parts.archive, parts.predictions),
                new MistakesPage(parts.archive, parts.predictions),
                new CalibrationPage(parts.archive, parts.predictions),
                new ImagePage(parts.archive, parts.predictions, parts.nearest, parts.versions, parts.background));
        Routes.slices(all, new SlicesPage(parts.archive, parts.predictions));
        Strangers strangers = new Strangers(parts.archive, parts.predictions, parts.datasets::open, shelf::requests);
        Routes.strangers(all, new StrangersPage(parts.archive, parts.predictions, strangers, parts.background));
        Routes.explain(all, parts.why);
        Routes.whatIf(all, new WhatIfPages(parts.archive, parts.predictions, parts.nearest, parts.background));
        Routes.doctor(all, parts.doctor);
        Routes.draw(all, parts.draw);
        Routes.weights(
                all,
                new WeightPages(parts.archive),
                new HistogramPage(parts.archive, parts.layers),
                new UnitPage(parts.archive, new ActivityStore(parts.archive, parts.predictions, parts.background)),
                new FeaturePage(parts.archive));
        Routes.layers(all, parts.layersPages);
        Routes.maps(all, new MapPages(parts.mapParts, parts.maps));
        Routes.overview(
                all,
                new OverviewPage(
                        parts.archive,
                        parts.metrics,
                        parts.predictions,
                        parts.dreamParts.dreams(),
                        parts.mapParts,
                        parts.stress,
                        parts.background),
                new TourPage(parts.archive));
        Routes.sweeps(
                all,
                new SweepFormPages(parts.sweeps, parts.sweepForm, parts.runs),
                new SweepPages(parts.sweeps),
                new SweepApi(parts.sweeps, parts.sweepForm));
        Routes.stressOfMany(
                all, new StressesPage(parts.archive, parts.stress), new SweepStress(parts.sweeps, parts.stress));
        Routes.compare(
                all, new ComparePage(parts.archive, parts.metrics), new CompareApi(parts.archive, parts.metrics));
        Routes.compareInside(
                all,
                new ConfusionsPage(parts.archive, parts.predictions, parts.background),
                new ImagesPage(parts.archive, parts.predictions, parts.background),
                new UnitsPage(parts.archive, parts.background),
                new MapsPage(parts.mapParts, parts.maps, parts.background));
        Routes.queue(
                all, new QueuePages(parts.worker, new JobRepository(parts.database), parts.cluster, parts.people::any));
        Routes.backup(all, new BackupPages(parts.backups, parts.homeSpace, parts.clock));
        Routes.words(all, new WordsPage(parts.archive), new LossExample());
        Routes.monitoring(all, parts.monitoring);
        Routes.health(all, new Health(parts.database::check, parts.serverFile.mark()));
        all.after(context -> keepBeforeAnswering(context, parts.database));
        // Not before, since the first page needs the processors more; nobody has pressed Train by then.
        all.after(context -> parts.devices.prepare());
    }

    /** What somebody is told was done is on the disk, whatever happens to the process. */
    private static void keepBeforeAnswering(Context context, Database database) {
        if (context.method() != HandlerType.GET && context.statusCode() < 400) {
            database.checkpointSync();
        }
    }
}
