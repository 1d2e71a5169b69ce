package inkling.imagine;

import inkling.Routes;
import inkling.archive.folders.RunFolders;
import inkling.imagine.pages.ImaginePages;
import inkling.inspect.TrainedRun;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** A trained run with everything that imagines, for real; its form's address is {@code /runs/1/imagine}. */
final class Imagination implements AutoCloseable {
    final TrainedRun trained;
    DreamParts parts;
    Dreams dreams;

    Imagination(Path home) throws InterruptedException {
        trained = new TrainedRun(home, (run, all) -> {
            DreamRepository repository = new DreamRepository(run.database);
            DreamEvents events = new DreamEvents(run.hub, repository);
            parts = new DreamParts(
                    repository,
                    new DreamFiles(new RunFolders(home)),
                    run.archive,
                    events,
                    Optional.empty(),
                    Clock.systemUTC());
            dreams = new Dreams(parts, run.worker, run.devices);
            Routes.imagine(all, new ImaginePages(dreams, parts, run.predictions));
        });
    }

    /** Posts fields as a form does. */
    HttpResponse<String> post(String path, String fields) throws IOException, InterruptedException {
        HttpRequest request = trained.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields))
                .build();
        return trained.client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Asks for a picture, waits, and gives what came of it. */
    Dream imagine(String fields) throws IOException, InterruptedException {
        Dream asked = ask(fields);
        dreams.await(asked);
        return get(asked.id());
    }

    Dream ask(String fields) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/runs/1/imagine", fields);
        String location = answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body()));
        return get(Long.parseLong(location.substring(location.lastIndexOf('/') + 1)));
    }

    Dream get(long id) {
        return parts.dreams().find(id).orElseThrow();
    }

    DreamState state(Dream dream) {
        return parts.files().read(dream, trained.run.blueprint()).orElseThrow();
    }

    @Override
    public void close() {
        trained.close();
    }
}
