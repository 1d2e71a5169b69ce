package inkling.archive.versions;

import inkling.archive.runs.DataColumns;
import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.database.Database;
import inkling.database.Rows;
import inkling.dataset.Correction;
import inkling.dataset.Corrections;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetRequest;
import inkling.deletion.DeletableRows;
import inkling.deletion.Deleted;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.InvalidInput;
import inkling.errors.UserError.NotFound;
import inkling.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The versions of data sets in the database. What a run asks for must not change under it: from then on what somebody
 * decides goes into a copy under a name of its own. Used on any thread.
 */
public final class DataVersions extends DeletableRows {
    private static final String FIRST_NAME = "corrected";

    private static final String SELECT = Text.of("""
            select id, name, fingerprint, run_id, created_at, deleted_at, %s,
                (select count(*) from correction where version_id = id and kind = 'RELABEL') as relabelled,
                (select count(*) from correction where version_id = id and kind = 'EXCLUDE') as excluded,
                (select count(*) from correction where version_id = id and kind = 'KEEP') as kept,
                (select string_agg(run.id, ' ' order by run.id) from run
                 where run.version_id = data_version.id) as used_by
            from data_version
            """, DataColumns.LIST);

    private static final String THERE = SELECT + "where deleted_at is null ";

    private final Clock clock;

    public DataVersions(Database database, Clock clock) {
        super(database, "version", "versions", "data_version");
        this.clock = clock;
    }

    /** The newest first. */
    public List<DataVersion> all() {
        return jdbi.withHandle(handle -> handle.createQuery(THERE + "order by id desc")
                .map(DataVersions::read)
                .list());
    }

    /** Those of the images that lie where these do, or of these where they lie nowhere in particular; the newest first. */
    public List<DataVersion> of(DatasetRequest data) {
        return all().stream()
                .filter(each -> each.request().path().equals(data.path())
                        && (data.path().isPresent() || each.request().kind() == data.kind()))
                .toList();
    }

    /** @throws NotFound if there is no such version */
    public DataVersion get(long id) {
        return jdbi.withHandle(handle -> get(handle, id));
    }

    private static DataVersion get(Handle handle, long id) {
        return handle.createQuery(THERE + "and id = :id")
                .bind("id", id)
                .map(DataVersions::read)
                .findOne()
                .orElseThrow(() -> new NotFound(Text.of("There is no version %d of a data set.", id)));
    }

    /** The versions that were begun while looking at this run, the newest first. */
    public List<DataVersion> from(Run run) {
        return jdbi.withHandle(handle -> handle.createQuery(THERE + "and run_id = :run order by id desc")
                .bind("run", run.id())
                .map(DataVersions::read)
                .list());
    }

    /**
     * The version that decisions on a run's images go into: the last one that was begun there, else the one that it learnt
     * from; empty if there is neither.
     */
    public Optional<DataVersion> current(Run run) {
        return from(run).stream()
                .findFirst()
                .or(() -> run.request().data().version().map(version -> get(version.id())));
    }

    /**
     * What a version corrects.
     *
     * @throws DatasetException if it is gone
     */
    public Corrections corrections(long id) {
        return jdbi.withHandle(handle -> {
            String original = handle.createQuery(
                            "select fingerprint from data_version where deleted_at is null and id = :id")
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne()
                    .orElseThrow(() -> new DatasetException("The version of the data set is gone."));
            return new Corrections(original, decisions(handle, id));
        });
    }

    /** In the order in which they were made. */
    private static List<Correction> decisions(Handle handle, long id) {
        return handle.createQuery(
                        "select image, given, kind, label from correction where version_id = :id order by place")
                .bind("id", id)
                .map((row, context) -> new Correction(
                        row.getInt("image"),
                        row.getInt("given"),
                        Correction.Kind.valueOf(row.getString("kind")),
                        row.getInt("label")))
                .list();
    }

    /**
     * Keeps what was decided of an image, in place of what was decided of it before.
     *
     * @return the version that it went into
     */
    public synchronized DataVersion decide(Run run, Correction decided) {
        return jdbi.inTransaction(handle -> {
            Optional<DataVersion> current = current(run);
            if (current.isEmpty()) {
                return create(handle, run, FIRST_NAME, List.of(decided));
            }
            Optional<Correction> before = decision(handle, current.get(), decided.index());
            DataVersion open = before.filter(Correction::changes).isPresent() || decided.changes()
                    ? open(handle, run, current.get())
                    : current.get();
            remove(handle, open, decided.index());
            insert(handle, open.id(), lastPlace(handle, open) + 1, List.of(decided));
            return get(handle, open.id());
        });
    }

    /**
     * Takes back what was decided of an image, or of the last one.
     *
     * @return the image; empty if nothing was decided
     */
    public synchronized Optional<Integer> undo(Run run, Optional<Integer> image) {
        return jdbi.inTransaction(handle -> current(run).flatMap(current -> {
            Optional<Correction> before =
                    image.isPresent() ? decision(handle, current, image.get()) : last(decisions(handle, current.id()));
            before.ifPresent(
                    each -> remove(handle, each.changes() ? open(handle, run, current) : current, each.index()));
            return before.map(Correction::index);
        }));
    }

    private static <T> Optional<T> last(List<T> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private static Optional<Correction> decision(Handle handle, DataVersion version, int image) {
        return decisions(handle, version.id()).stream()
                .filter(each -> each.index() == image)
                .findFirst();
    }

    /** The version, or a copy of it if it must not change. */
    private DataVersion open(Handle handle, Run run, DataVersion version) {
        return version.frozen()
                ? create(handle, run, version.version().name(), decisions(handle, version.id()))
                : version;
    }

    /**
     * Begins a version for a run's images.
     *
     * @param wanted its name, or the beginning of it if that is taken
     */
    public synchronized DataVersion create(Run run, String wanted, List<Correction> decided) {
        return jdbi.inTransaction(handle -> create(handle, run, checked(wanted), decided));
    }

    private DataVersion create(Handle handle, Run run, String wanted, List<Correction> decided) {
        TrainedOn data =
                run.data().orElseThrow(() -> new Conflict(Text.of("Run %d has not loaded its images.", run.id())));
        String original = run.request()
                .data()
                .version()
                .map(version -> get(handle, version.id()).fingerprint())
                .orElse(data.fingerprint().whole());
        long id = handle.createUpdate(Text.of("""
                        insert into data_version (name, fingerprint, run_id, created_at, %s)
                        values (:name, :fingerprint, :run, :now, %s)
                        """, DataColumns.list(""), DataColumns.list(":")))
                .bind("name", free(handle, wanted))
                .bind("fingerprint", original)
                .bind("run", run.id())
                .bind("now", clock.instant())
                .bindMap(DataColumns.values(run.request().data().as(data.kind())))
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        insert(handle, id, 1, decided);
        return get(handle, id);
    }

    /** The name, or the next one: {@code corrected}, {@code corrected 2}. */
    private static String free(Handle handle, String wanted) {
        String stem = wanted.replaceFirst(" \\d{1,6}$", "");
        Function<String, Boolean> taken =
                name -> handle.createQuery("select count(*) from data_version where name = :name")
                                .bind("name", name)
                                .mapTo(Integer.class)
                                .one()
                        > 0;
        if (!taken.apply(wanted)) {
            return wanted;
        }
        return IntStream.iterate(2, number -> number + 1)
                .mapToObj(number -> " " + number)
                .map(suffix ->
                        stem.substring(0, Math.min(stem.length(), DataVersion.LONGEST_NAME - suffix.length())) + suffix)
                .filter(name -> !taken.apply(name))
                .findFirst()
                .orElseThrow();
    }

    private static int lastPlace(Handle handle, DataVersion version) {
        return handle.createQuery("select coalesce(max(place), 0) from correction where version_id = :id")
                .bind("id", version.id())
                .mapTo(Integer.class)
                .one();
    }

    private static void remove(Handle handle, DataVersion version, int image) {
        handle.createUpdate("delete from correction where version_id = :id and image = :image")
                .bind("id", version.id())
                .bind("image", image)
                .execute();
    }

    private static void insert(Handle handle, long version, int firstPlace, List<Correction> decided) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into correction (version_id, image, place, given, kind, label)
                values (:version, :index, :place, :given, :name, :label)
                """);
        for (int i = 0; i < decided.size(); i++) {
            batch.bind("version", version)
                    .bind("place", firstPlace + i)
                    .bindMethods(decided.get(i))
                    .bind("name", decided.get(i).kind().name())
                    .add();
        }
        batch.execute();
    }

    /**
     * Gives a version another name.
     *
     * @throws InvalidInput if it is no name, or another version has it
     */
    public synchronized void rename(long id, String name) {
        String wanted = checked(name);
        jdbi.useTransaction(handle -> {
            DataVersion version = get(handle, id);
            if (!wanted.equals(version.version().name())
                    && !free(handle, wanted).equals(wanted)) {
                throw new InvalidInput("name", taken(handle, wanted));
            }
            handle.createUpdate("update data_version set name = :name where id = :id")
                    .bind("name", wanted)
                    .bind("id", id)
                    .execute();
        });
    }

    private static String taken(Handle handle, String name) {
        boolean deleted = handle.createQuery(
                        "select count(*) from data_version where name = :name and deleted_at is not null")
                .bind("name", name)
                .mapTo(Integer.class)
                .one()
                .equals(1);
        return deleted
                ? "a version that was deleted is called that, and can still be taken back"
                : "another version is called that already";
    }

    private static String checked(String name) {
        String wanted = name.strip();
        if (wanted.isEmpty()
                || wanted.length() > DataVersion.LONGEST_NAME
                || wanted.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInput(
                    "name", Text.of("name must be one line of 1 to %d characters", DataVersion.LONGEST_NAME));
        }
        return wanted;
    }

    /**
     * Throws a version away; for a while it can be taken back, and keeps its name.
     *
     * @throws Conflict if a run asks for it
     */
    public synchronized void delete(long id) {
        DataVersion version = get(id);
        if (version.frozen()) {
            throw new Conflict(Text.of(
                    "The version %s cannot be deleted: %s learnt from it.",
                    version.name(),
                    version.usedBy().stream().map(run -> "run " + run).collect(Collectors.joining(", "))));
        }
        delete(id, clock.instant());
    }

    @Override
    public List<Deleted> deletedAfter(Instant moment) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        SELECT + "where deleted_at > :moment order by deleted_at desc, id desc")
                .bind("moment", moment)
                .map((row, context) -> deleted(
                        read(row, context), Rows.instant(row, "deleted_at").orElseThrow()))
                .list());
    }

    private static Deleted deleted(DataVersion version, Instant at) {
        return new Deleted(
                String.valueOf(version.id()),
                Text.of("Version %d, %s", version.id(), version.version().name()),
                version.words(),
                at);
    }

    /** One that a run asked for while it was deleted goes after that run. */
    @Override
    public List<String> due(Instant moment) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id from data_version
                        where deleted_at <= :moment and not exists (select 1 from run where run.version_id = data_version.id)
                        """)
                .bind("moment", moment)
                .mapTo(String.class)
                .list());
    }

    private static DataVersion read(ResultSet row, StatementContext context) throws SQLException {
        String usedBy = row.getString("used_by");
        return new DataVersion(
                DataColumns.read(row)
                        .with(Optional.of(new DatasetRequest.Version(row.getLong("id"), row.getString("name")))),
                row.getString("fingerprint"),
                Optional.ofNullable(row.getObject("run_id", Long.class)),
                Rows.instant(row, "created_at").orElseThrow(),
                row.getInt("relabelled"),
                row.getInt("excluded"),
                row.getInt("kept"),
                usedBy == null
                        ? List.of()
                        : Arrays.stream(usedBy.split(" ")).map(Long::valueOf).toList());
    }
}
