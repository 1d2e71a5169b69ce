package inkling.http;

/** The files that pages load: their addresses, which change with what is in them, and their bytes. */
public final class Assets {
    /** The address of one of the program's own files: {@code app.css} gives {@code /static/5f2a91c0b3d4/app.css}. */
    public String path(String file) {
        return "/static/" + file;
    }

    /** The address of a library's file: {@code chart.js}, {@code dist/chart.umd.min.js}. */
    public String webjar(String library, String file) {
        return "/webjars/" + library + "/" + file;
    }
}
