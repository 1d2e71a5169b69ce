package inkling;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A port that passes on to a server what comes, until it stalls: then nothing comes through, and nobody is told. */
final class Tunnel implements AutoCloseable {
    private final ServerSocket listening;
    private final int server;
    private final List<Socket> sockets = new ArrayList<>();
    private volatile boolean stalled;
    /** Connections up to this one are dead for good, as after a computer's sleep. */
    private volatile int dead;

    Tunnel(URI server) throws IOException {
        this.server = server.getPort();
        listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** Lets nothing through any more. */
    void stall() {
        stalled = true;
    }

    /** Lets new connections through; those that were there stay open and silent. */
    void recover() {
        synchronized (sockets) {
            dead = sockets.size();
        }
        stalled = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket browser = listening.accept();
                Socket target = new Socket("127.0.0.1", server);
                int number;
                synchronized (sockets) {
                    sockets.addAll(List.of(browser, target));
                    number = sockets.size();
                }
                start(() -> pass(browser, target, number));
                start(() -> pass(target, browser, number));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void pass(Socket from, Socket to, int number) {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                while (stalled || number <= dead) {
                    Thread.sleep(20);
                }
                out.write(bytes, 0, count);
            }
        } catch (IOException e) {
            // One end has gone, and takes the other one along.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tunnel");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            synchronized (sockets) {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
