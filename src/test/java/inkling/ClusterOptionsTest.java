package inkling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import inkling.cluster.Cluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterOptionsTest {
    @TempDir
    private Path folder;

    /** What the dashboard says that cannot be started so. */
    private String refused(Map<String, String> environment, String... arguments) {
        StringWriter said = new StringWriter();
        int status = Main.commandLine(environment)
                .setErr(new PrintWriter(said, true))
                .execute(arguments);
        assertThat(status).isNotZero();
        return said.toString();
    }

    @Test
    void a_cluster_over_a_network_needs_a_secret() {
        assertThat(refused(Map.of("INKLING_SPARK", "spark://lab:7077"), "serve"))
                .contains("'--spark'", "spark://lab:7077 is reached over a network", "--spark-secret");
    }

    @Test
    void a_secret_is_a_line_of_a_file() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");

        assertThat(refused(Map.of(), "serve", "--spark", "spark://lab:7077", "--spark-secret", empty.toString()))
                .contains("'--spark-secret'", "must be a file with one line");
        assertThat(refused(
                        Map.of(),
                        "--spark",
                        "spark://lab:7077",
                        "--spark-secret",
                        folder.resolve("no").toString()))
                .contains("'--spark-secret'", "must be a file that can be read");
    }

    @Test
    void only_settings_of_spark_go_to_spark() {
        assertThat(refused(Map.of("INKLING_SPARK_CONF", "spark.a=1;executor.memory=4g"), "--spark", "local[2]"))
                .contains("Spark's settings begin with spark., as spark.executor.memory; was executor.memory");
        assertThat(refused(Map.of(), "--spark", "local[2]", "--spark-conf", "spark.authenticate.secret=open"))
                .contains("the secret is read from the file of --spark-secret");
    }

    @Test
    void a_plain_build_says_how_to_build_with_spark() {
        assumeTrue(ServiceLoader.load(Cluster.Provider.class).findFirst().isEmpty(), "built without Spark");

        assertThat(refused(Map.of(), "--home", folder.toString(), "--spark", "local[2]"))
                .contains("This Inkling was built without Spark; mvn -Dspark package builds one that has it.");
        assertThat(folder).isEmptyDirectory();
    }
}
