package inkling.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * The connections of H2's pool, handed out in turn. By itself the pool has whoever waits look again a thousand times a
 * second, takes nobody's turn into account, and closes what is given back while somebody looks.
 */
final class Connections implements ConnectionFactory {
    /** At once. */
    static final int MOST = 20;

    /** Longer than any transaction takes; who waits longer waits for itself. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final JdbcConnectionPool pool;
    private final Semaphore turns = new Semaphore(MOST, true);

    Connections(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    @Override
    public Connection openConnection() throws SQLException {
        awaitTurn();
        Connection connection = null;
        try {
            connection = alive();
            return connection;
        } finally {
            if (connection == null) {
                turns.release();
            }
        }
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        try {
            connection.close();
        } finally {
            turns.release();
        }
    }

    /** Also for a thread that is interrupted, which may have to write down how its work ended. */
    private void awaitTurn() throws SQLException {
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (true) {
                try {
                    if (turns.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                    throw new SQLTimeoutException("No connection was given back for 30 s.");
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * From the pool where that has one that is alive. H2 closes the whole database when it cannot write, because the disk
     * is full, and leaves the pool with dead ones; the next new one opens it again.
     */
    private Connection alive() throws SQLException {
        for (int dead = 0; ; dead++) {
            try {
                return pool.getConnection();
            } catch (SQLException e) {
                if (dead == MOST) {
                    throw e;
                }
            }
        }
    }
}
