package inkling.http;

import io.javalin.http.Context;

/** {@code GET /health}: 200 as long as the program can do its work, for whoever restarts it if not. */
public final class Health {
    private final Runnable check;
    private final String mark;

    /**
     * @param check throws if something that every page needs does not answer
     * @param mark by which a command knows this server from another one
     */
    public Health(Runnable check, String mark) {
        this.check = check;
        this.mark = mark;
    }

    private record Healthy(String status, String server) {}

    public void show(Context context) {
        check.run();
        context.header("Cache-Control", "no-store").json(new Healthy("ok", mark));
    }
}
