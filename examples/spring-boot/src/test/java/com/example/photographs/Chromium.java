package com.example.photographs;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A browser without a window, by the WebDriver protocol; where there is none the test is skipped.
 */
final class Chromium implements AutoCloseable {
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf"; // fixed by the W3C

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  private Chromium(Process driver, String base, Path browser) throws Exception {
    this.driver = driver;
    Map<String, Object> options =
        Map.of(
            "binary",
            browser.toString(),
            "args",
            List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"));
    Map<String, Object> wanted = Map.of("browserName", "chrome", "goog:chromeOptions", options);
    JsonNode answer =
        post(base + "/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)));
    this.session = base + "/session/" + answer.get("sessionId").asString();
  }

  static Chromium start() throws Exception {
    Optional<Path> driver = find("chromedriver");
    Optional<Path> browser = find("chromium").or(() -> find("google-chrome"));
    Assumptions.assumeTrue(
        driver.isPresent() && browser.isPresent(), "no chromium with chromedriver on the PATH");
    Process process =
        new ProcessBuilder(driver.get().toString(), "--port=0").redirectErrorStream(true).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      int port = line.indexOf("successfully on port ");
      if (port >= 0) {
        String number = line.substring(port + 21).replaceAll("[^0-9].*", "");
        return new Chromium(process, "http://127.0.0.1:" + number, browser.get());
      }
    }
    throw new IOException("chromedriver has ended");
  }

  private static Optional<Path> find(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private JsonNode post(String address, Object body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(response.body());
    }
    return json.readTree(response.body()).get("value");
  }

  void open(String address) throws Exception {
    post(session + "/url", Map.of("url", address));
  }

  /** What a function's body returns. */
  JsonNode script(String body) throws Exception {
    return post(session + "/execute/sync", Map.of("script", body, "args", List.of()));
  }

  void await(String expression) throws Exception {
    long until = System.nanoTime() + 60_000_000_000L;
    while (!script("return Boolean(" + expression + ")").asBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError(
            expression + " is not so: " + script("return document.body.innerText"));
      }
      Thread.sleep(50);
    }
  }

  /** Types into an element; a field for files takes a path. */
  void type(String selector, String text) throws Exception {
    JsonNode found = post(session + "/element", Map.of("using", "css selector", "value", selector));
    post(session + "/element/" + found.get(ELEMENT).asString() + "/value", Map.of("text", text));
  }

  /** Presses a key and lets it go. */
  void press(String key) throws Exception {
    List<Map<String, String>> strokes =
        List.of(Map.of("type", "keyDown", "value", key), Map.of("type", "keyUp", "value", key));
    post(
        session + "/actions",
        Map.of("actions", List.of(Map.of("type", "key", "id", "keys", "actions", strokes))));
  }

  void look(int width, int height, String scheme) throws Exception {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  byte[] picture() throws Exception {
    JsonNode answer = command("Page.captureScreenshot", Map.of("format", "png"));
    return Base64.getDecoder().decode(answer.get("data").asString());
  }

  private JsonNode command(String name, Map<String, ?> parameters) throws Exception {
    return post(session + "/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
  }

  @Override
  public void close() throws Exception {
    try {
      client.send(
          HttpRequest.newBuilder(URI.create(session)).DELETE().build(),
          HttpResponse.BodyHandlers.ofString());
    } finally {
      driver.destroy();
      client.close();
    }
  }
}
