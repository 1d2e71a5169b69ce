package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.access.Role;
import inkling.runs.job.TinyDataset;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The whole program in a folder, with Anna and Ben, who may train, and Mia, who looks after it. */
final class SeveralPeople implements AutoCloseable {
    static final String PASSWORD = "a long one 2";

    private final Path folder;
    final App app;
    final URI address;

    SeveralPeople(Path folder) throws Exception {
        this.folder = folder;
        TinyDataset.write(Files.createDirectories(folder.resolve("dataset")), 300, 60);
        Path home = folder.resolve("home");
        app = new App(home);
        app.recover();
        app.parts().people.add("Anna", PASSWORD, Role.TRAIN);
        app.parts().people.add("Ben", PASSWORD, Role.TRAIN);
        app.parts().people.add("Mia", PASSWORD, Role.MANAGE);
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), home));
    }

    Entering entered(String name) throws Exception {
        Entering entering = new Entering(address);
        assertThat(entering.logIn(name, PASSWORD).statusCode()).isEqualTo(303);
        return entering;
    }

    /** The fields of a run of so many epochs. */
    String form(int epochs, String name) {
        return SmallServer.RUN + folder.resolve("dataset") + "&epochs=" + epochs + "&name=" + name;
    }

    static JsonObject json(Entering entering, String path) throws Exception {
        return JsonParser.parseString(entering.get(path).body()).getAsJsonObject();
    }

    @Override
    public void close() {
        app.close();
    }
}
