package io.ticketlabeler.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Listens on a port of this machine and gives each connection a daemon thread of its own. It can stop listening, so that callers
 * are refused by the operating system, and listen again on the same port. Thread-safe.
 */
final class LoopbackServer implements AutoCloseable {

    private static final int BACKLOG = 1024; // a test may open hundreds of connections at once
    private static final int BIND_ATTEMPTS = 50; // somebody else's outgoing connection may hold the port for a moment

    private final HttpConnection.Handler handler;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int port;

    private @Nullable ServerSocket listening;
    private Thread acceptor = new Thread();
    private boolean closed;

    /**
     * Starts to listen.
     *
     * @param port 0 for any that is free
     */
    LoopbackServer(int port, HttpConnection.Handler handler) {
        this.handler = handler;
        this.threads = Executors.newCachedThreadPool(LoopbackServer::daemon);
        ServerSocket first = bind(port);
        this.port = first.getLocalPort();
        start(first);
    }

    int port() {
        return port;
    }

    /** Closes the port and every connection; who calls after this is refused. */
    void stopListening() {
        Thread ended = acceptor();
        synchronized (this) {
            if (listening != null) {
                closeQuietly(listening);
                listening = null;
            }
            open.forEach(LoopbackServer::closeQuietly);
            open.clear();
        }
        try {
            ended.join(1000); // Linux keeps a port open as long as a thread waits in accept
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens the same port again; nothing happens if it is open. */
    synchronized void listen() {
        if (!closed && listening == null) {
            start(bind(port));
        }
    }

    /** Does something later, unless this server is closed by then. */
    void later(Duration in, Runnable action) {
        long due = System.nanoTime() + in.toNanos();
        threads.execute(() -> {
            try {
                StubProvider.sleepUntil(due);
                action.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        stopListening();
        threads.shutdownNow();
    }

    private synchronized Thread acceptor() {
        return acceptor;
    }

    private synchronized void start(ServerSocket socket) {
        listening = socket;
        acceptor = daemon(() -> accept(socket));
        acceptor.start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "stub-provider");
        thread.setDaemon(true);
        return thread;
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                if (!took(socket, connection)) {
                    closeQuietly(connection);
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    pause(); // the caller was gone, or this process has too many files open
                }
            }
        }
    }

    private synchronized boolean took(ServerSocket from, Socket connection) {
        if (from != listening) {
            return false;
        }
        open.add(connection);
        try {
            threads.execute(() -> serve(connection));
            return true;
        } catch (RejectedExecutionException e) {
            open.remove(connection);
            return false;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new HttpConnection(socket).serve(handler);
        } catch (IOException e) {
            // the caller hung up, or this server was closed: a test sees that on its own side
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static ServerSocket bind(int port) {
        IOException last = new IOException("not tried");
        for (int attempt = 0; attempt < BIND_ATTEMPTS; attempt++) {
            try {
                ServerSocket socket = new ServerSocket();
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
                return socket;
            } catch (IOException e) {
                last = e;
            }
            pause();
        }
        throw new UncheckedIOException("port " + port + " cannot be opened", last);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // nobody needs it any more
        }
    }
}
