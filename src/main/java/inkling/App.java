package inkling;

import inkling.access.Access;
import inkling.access.Visitor;
import inkling.archive.runs.Run;
import inkling.cluster.Cluster;
import inkling.errors.UserError;
import inkling.http.Guest;
import inkling.http.Tls;
import inkling.http.WebServer;
import inkling.runs.job.RunListener;
import inkling.worker.ForwardClock;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program on a home folder: takes up what an earlier process left, serves its pages, and ends in order. */
final class App implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    private final Parts parts;
    private @Nullable WebServer server;
    private @Nullable Access access;
    private boolean closed;

    /**
     * Opens a home folder.
     *
     * @param alsoTold is told of runs as browsers are
     * @throws inkling.database.DatabaseException with a sentence if the folder cannot be used
     */
    App(Path home, RunListener... alsoTold) {
        this(home, Optional.empty(), alsoTold);
    }

    /**
     * The same with a cluster to train on.
     *
     * @param cluster is closed with it
     */
    App(Path home, Optional<Cluster> cluster, RunListener... alsoTold) {
        parts = new Parts(home, new ForwardClock(), cluster, alsoTold);
    }

    /** The same by another clock. */
    App(Path home, Clock clock, RunListener... alsoTold) {
        parts = new Parts(home, clock, Optional.empty(), alsoTold);
    }

    /** What it is made of. */
    Parts parts() {
        return parts;
    }

    /**
     * Marks what was going when an earlier process died, and begins with what waited; to be called before anything is
     * started.
     *
     * @return how many runs were found interrupted
     */
    long recover() {
        long interrupted = interruptLeft();
        parts.worker.open();
        return interrupted;
    }

    /** The same for a process that leaves what waits to the dashboard. */
    long interruptLeft() {
        parts.backups.start();
        parts.thinning.start();
        parts.runs.recover();
        return parts.worker.recover().stream()
                .filter(job -> job.kind().equals(Run.TRAINING))
                .count();
    }

    /** Starts the web server and says where it is. */
    URI serve(Settings settings) {
        parts.thinning.whenRunsEnd(settings.kept());
        parts.removal.start();
        parts.space.start();
        parts.uploads.start();
        Access entrance =
                new Access(settings.access(parts.people.any()), parts.people, parts.database, parts.hub, parts.clock);
        access = entrance;
        server = new WebServer(
                        settings.web(),
                        all -> Pages.add(all, parts, entrance, settings.mostUploaded()),
                        parts.hub,
                        this::pageModel,
                        entrance)
                .start();
        parts.devices.names(); // Who is told the address sees every device, which for a GPU may take a download.
        announce(server.address(), entrance.tokenForCommands(), settings.tls().map(Tls::fingerprint));
        return server.address();
    }

    /** Every route, while it serves. */
    List<WebServer.Route> routes() {
        return server == null ? List.of() : server.routes();
    }

    /** Where it is for who may look only, while it serves; none unless it was asked for. */
    Optional<URI> readOnlyAddress() {
        return Optional.ofNullable(server).flatMap(WebServer::readOnlyAddress);
    }

    /** The address with the token that lets in whoever follows it, where one was drawn. */
    URI addressToOpen() {
        return withToken(
                Optional.ofNullable(server).orElseThrow().address(),
                requireAccess().drawnToken());
    }

    /** The same of the read-only address; none unless that was asked for. */
    Optional<URI> readOnlyAddressToOpen() {
        return readOnlyAddress()
                .map(address -> withToken(address, requireAccess().drawnTokenToLook()));
    }

    private Access requireAccess() {
        return Optional.ofNullable(access).orElseThrow();
    }

    private static URI withToken(URI address, Optional<String> token) {
        return token.map(each -> URI.create(address + "/?" + Access.TOKEN + "=" + each))
                .orElse(address);
    }

    private void announce(URI address, String token, Optional<String> certificate) {
        try {
            parts.serverFile.write(address, token, certificate);
        } catch (UncheckedIOException e) {
            log.warn("Commands in a terminal will not find this dashboard: {}", e.getMessage());
        }
    }

    /** What every page shows: what is going on here, to whoever may see it. */
    private Map<String, Object> pageModel(Guest guest) {
        Map<String, Object> model = new HashMap<>(Map.of("version", Version.current()));
        if (guest instanceof Visitor visitor && guest.seesAll()) {
            model.put("visitor", visitor);
            model.put("jobs", parts.worker.state());
            model.put("home", parts.home.toString());
            model.put("space", parts.homeSpace.brief());
        }
        return model;
    }

    /** Whether a job is going. */
    boolean busy() {
        return !parts.worker.state().running().isEmpty();
    }

    /**
     * Asks a run to stop at its next step.
     *
     * @return false if it has ended, or the app is closed
     */
    boolean cancel(long run) {
        return cancel(() -> parts.runs.cancel(run));
    }

    /** The same of a study. */
    boolean cancelStudy(long study) {
        return cancel(() -> parts.studyPages.cancel(String.valueOf(study)));
    }

    /** The same of every run of a sweep that has not ended. */
    boolean cancelSweep(long sweep) {
        return cancel(() -> parts.sweeps.cancelRest(parts.sweeps.get(sweep)));
    }

    private synchronized boolean cancel(Runnable work) {
        try {
            if (!closed) {
                work.run();
            }
            return !closed;
        } catch (UserError.Conflict e) {
            return false;
        }
    }

    /** Stops serving, lets the running job stop at its next step, and closes the database; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (server != null) {
            parts.serverFile.delete();
            server.close();
        }
        parts.close();
    }
}
