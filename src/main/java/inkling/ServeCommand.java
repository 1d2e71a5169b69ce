package inkling;

import inkling.access.LogIn;
import inkling.cluster.Cluster;
import inkling.terminal.Ending;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the dashboard and stays until the process is told to end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Starts the dashboard and prints its address (the default command).")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ServeOptions options = new ServeOptions();

    @Override
    public Integer call() throws InterruptedException {
        return serve(options);
    }

    static int serve(ServeOptions options) throws InterruptedException {
        Settings settings = options.settings();
        options.startLog();
        App app = open(settings.home(), options.cluster().connect(System.out::println));
        Ending.prepare(() -> end(app));
        long interrupted = app.recover();
        app.serve(settings);
        System.out.println("Inkling is ready at " + app.addressToOpen() + " (Ctrl-C ends it)");
        app.readOnlyAddressToOpen().ifPresent(address -> System.out.println("Read-only, for a class: " + address));
        if (settings.tls().isEmpty() && !LogIn.isLoopback(settings.host())) {
            System.out.println(
                    "It speaks plain HTTP: whoever is on the way can read passwords. See --tls-certificate.");
        }
        System.out.println("Everything is kept in " + settings.home());
        if (interrupted > 0) {
            System.out.println(interrupted + (interrupted == 1 ? " run was" : " runs were")
                    + " interrupted when Inkling last ended.");
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private static App open(Path home, Optional<Cluster> cluster) {
        try {
            return new App(home, cluster);
        } catch (RuntimeException e) {
            cluster.ifPresent(Cluster::close);
            throw e;
        }
    }

    private static void end(App app) {
        if (app.busy()) {
            System.out.println("Stopping at the next step; Ctrl-C again ends at once.");
        }
        app.close();
    }
}
