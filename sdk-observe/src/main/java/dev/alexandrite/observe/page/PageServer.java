package dev.alexandrite.observe.page;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.alexandrite.AlexandriteException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledExecutorService;

/** An HTTP server that only this machine reaches, on threads that keep no process alive. */
final class PageServer {
  private static final int HIGHEST_PORT = 65_535;

  private final HttpServer server;

  private PageServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Takes a port; nothing is answered before {@link #start}.
   *
   * @param port 0 for any that is free
   */
  static PageServer bind(int port) {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "port " + port + ": expected 1 to " + HIGHEST_PORT + ", or 0 for any that is free");
    }
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      return new PageServer(HttpServer.create(address, 0));
    } catch (IOException e) {
      throw new AlexandriteException(
          "the page cannot listen on "
              + address.getAddress().getHostAddress()
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "); give another port, or 0 for any that is free",
          e);
    }
  }

  void start(HttpHandler handler, ScheduledExecutorService timer) {
    server.createContext("/", handler);
    server.setExecutor(new RequestThreads(timer));
    // The server's own thread is a daemon if the one that starts it is.
    Thread starter = Thread.ofPlatform().daemon().name("dashboard-start").start(server::start);
    boolean interrupted = false;
    while (starter.isAlive()) {
      try {
        starter.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Such as {@code 127.0.0.1:41234}. */
  String host() {
    String address = server.getAddress().getAddress().getHostAddress();
    return (address.contains(":") ? "[::1]" : address) + ":" + port();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Closes all connections. */
  void stop() {
    server.stop(0);
  }
}
