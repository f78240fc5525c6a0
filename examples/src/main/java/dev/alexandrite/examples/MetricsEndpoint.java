package dev.alexandrite.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Meters of Micrometer as the text that Prometheus asks for, for this machine alone. */
final class MetricsEndpoint implements AutoCloseable {
  private static final String PATH = "/metrics";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpServer server;

  private MetricsEndpoint(HttpServer server) {
    this.server = server;
  }

  /** Answers from now on, at this port, or with 0 at any that is free. */
  static MetricsEndpoint at(int port) {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException | IllegalArgumentException e) {
      throw new OptionException(
          "--metrics cannot listen at port " + port + " (" + e.getMessage() + "); give another");
    }
    MetricsEndpoint endpoint = new MetricsEndpoint(server);
    server.createContext(PATH, endpoint::answer);
    server.start();
    return endpoint;
  }

  /** Where meters are registered. */
  MeterRegistry registry() {
    return registry;
  }

  /** Such as {@code http://127.0.0.1:9464/metrics}. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  private void answer(HttpExchange request) throws IOException {
    try (request) {
      byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
      request.getResponseHeaders().set("Content-Type", TEXT);
      request.sendResponseHeaders(200, text.length);
      request.getResponseBody().write(text);
    }
  }

  /** What was scraped last is the last there is. */
  @Override
  public void close() {
    server.stop(0);
    registry.close();
  }
}
