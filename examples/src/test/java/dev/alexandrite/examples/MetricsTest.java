package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads of a run. */
@Timeout(120)
final class MetricsTest {
  private static final String RUN = "--images 200 --epochs 2 --batch 50 --checkpoints ";

  @TempDir Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<HttpResponse<String>> scraped = new CopyOnWriteArrayList<>();

  @Test
  void aRunIsScrapedWhileItGoesOn() throws InterruptedException {
    Thread prometheus = Thread.ofVirtual().start(this::scrape);
    train("--metrics " + RUN + folder.resolve("run"));
    prometheus.join();

    HttpResponse<String> last = scraped.getLast();
    assertEquals(200, last.statusCode());
    assertEquals(
        Optional.of("text/plain; version=0.0.4; charset=utf-8"),
        last.headers().firstValue("Content-Type"));
    for (String line :
        List.of(
            "# TYPE alexandrite_training_step_seconds summary",
            "alexandrite_training_epochs_total 2.0",
            "alexandrite_training_images_total 400.0",
            "alexandrite_training_running 0.0")) {
      assertTrue(last.body().lines().anyMatch(line::equals), () -> line + " in " + last.body());
    }
    assertTrue(seen("alexandrite_training_running 1.0"), "while it trains");
    assertTrue(seen("alexandrite_classifier_in_flight 1.0"), "while it evaluates");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String options = "--metrics " + taken.getLocalPort() + " " + RUN + folder.resolve("run");
      String told = assertThrows(OptionException.class, () -> train(options)).getMessage();
      assertTrue(told.startsWith("--metrics cannot listen at port " + taken.getLocalPort()), told);
    }
    String options = "--metrics 70000 " + RUN + folder.resolve("run");
    String told = assertThrows(OptionException.class, () -> train(options)).getMessage();
    assertTrue(told.contains("70000"), told);
  }

  private void train(String options) {
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      TrainAlexNet.run(Options.parse(options.split(" ")), out);
    }
  }

  private boolean seen(String line) {
    return scraped.stream().flatMap(text -> text.body().lines()).anyMatch(line::equals);
  }

  /** As soon as there is an address, and until nobody answers there any more. */
  private void scrape() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(address()).build();
      while (true) {
        scraped.add(client.send(request, BodyHandlers.ofString()));
        Thread.sleep(5);
      }
    } catch (IOException end) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private URI address() throws InterruptedException {
    while (true) {
      Optional<String> line =
          printed
              .toString(StandardCharsets.UTF_8)
              .lines()
              .filter(text -> text.matches("METRICS http://127\\.0\\.0\\.1:\\d+/metrics"))
              .findFirst();
      if (line.isPresent()) {
        return URI.create(line.get().substring("METRICS ".length()));
      }
      Thread.sleep(5);
    }
  }
}
