package dev.alexandrite.cli;

import com.sun.net.httpserver.HttpServer;
import dev.alexandrite.AlexandriteException;
import dev.alexandrite.classify.Classifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A classifier behind HTTP, with bounds on everything that a client can ask for. */
final class ClassifyServer implements AutoCloseable {
  private static final String MOST_SECONDS = "30";
  private static final int BACKLOG = 1024;
  private static final int GRACE_SECONDS = 10;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Desk desk;

  /**
   * What is taken on.
   *
   * @param concurrent pictures computed at the same time
   * @param queue requests that wait for it
   * @param uploadBytes of one picture
   * @param grace how long an upload may be slow although others want its place
   */
  record Limits(int concurrent, int queue, int uploadBytes, Duration grace) {}

  private ClassifyServer(HttpServer server, ExecutorService threads, Desk desk) {
    this.server = server;
    this.threads = threads;
    this.desk = desk;
  }

  static ClassifyServer start(InetAddress host, int port, Classifier classifier, Limits limits) {
    limitSlowClients();
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
    } catch (IOException e) {
      throw new AlexandriteException(
          "cannot listen at "
              + host.getHostAddress()
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "); give another --port, or 0 for any that is free",
          e);
    }
    Desk desk = new Desk(classifier, limits);
    server.createContext("/", new ClassifyHandler(desk, host.isLoopbackAddress()));
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.start();
    return new ClassifyServer(server, threads, desk);
  }

  /** The JDK's server reads its limits once, from properties; whoever sets them is obeyed. */
  private static void limitSlowClients() {
    for (String limit : new String[] {"maxReqTime", "maxRspTime"}) {
      String property = "sun.net.httpserver." + limit;
      if (System.getProperty(property) == null) {
        System.setProperty(property, MOST_SECONDS);
      }
    }
  }

  /** Such as {@code http://127.0.0.1:8080/}. */
  String address() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return "http://"
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + address.getPort()
        + "/";
  }

  /** Takes nothing new on, lets what was taken on end, and closes all connections. */
  @Override
  public void close() {
    desk.close(GRACE_SECONDS, TimeUnit.SECONDS);
    server.stop(0);
    threads.shutdownNow();
  }
}
