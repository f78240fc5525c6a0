package dev.alexandrite.observe.page;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.core.json.JsonWriter;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * Chromium without a window, by the WebDriver protocol (W3C) that its chromedriver speaks. Where
 * there is none, the test is skipped and says so.
 */
public final class Browser implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("successfully on port (\\d+)");
  private static final Pattern DATA = Pattern.compile("\"data\":\"([^\"]*)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  private Browser(Process driver, String base, Path chromium) throws IOException {
    this.driver = driver;
    Json.Obj options =
        new JsonObject()
            .put("binary", chromium.toString())
            .put(
                "args",
                list(
                    "--headless=new",
                    "--no-sandbox", // or it does not start in a container
                    "--disable-dev-shm-usage",
                    "--disable-gpu",
                    "--hide-scrollbars"))
            .build();
    Json.Obj wanted =
        new JsonObject()
            .put("browserName", "chrome")
            .put("goog:chromeOptions", options)
            .put("goog:loggingPrefs", new JsonObject().put("browser", "ALL").build())
            .build();
    Json.Obj capabilities = new JsonObject().put("alwaysMatch", wanted).build();
    Json.Obj answer =
        send("POST", base + "/session", new JsonObject().put("capabilities", capabilities).build());
    this.session = base + "/session/" + answer.object("value").string("sessionId");
  }

  /** Starts one, or skips the test. */
  public static Browser start() throws IOException {
    Optional<Path> driver = find("chromedriver");
    Optional<Path> chromium = find("chromium").or(() -> find("google-chrome"));
    Assumptions.assumeTrue(
        driver.isPresent() && chromium.isPresent(),
        "no chromium with chromedriver on the PATH; install both to see the pages tested");
    Process process =
        new ProcessBuilder(driver.get().toString(), "--port=0").redirectErrorStream(true).start();
    try {
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher port = PORT.matcher(line);
        if (port.find()) {
          return new Browser(process, "http://127.0.0.1:" + port.group(1), chromium.get());
        }
      }
      throw new IOException("chromedriver has ended without a port");
    } catch (IOException | RuntimeException e) {
      process.destroy();
      throw e;
    }
  }

  private static Optional<Path> find(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a page and waits until it is there. */
  public void open(URI address) throws IOException {
    send("POST", session + "/url", new JsonObject().put("url", address.toString()).build());
  }

  /** The value of a function's body, as JSON. */
  public Json script(String body) throws IOException {
    return send(
            "POST",
            session + "/execute/sync",
            new JsonObject().put("script", body).put("args", new Json.Arr(List.of())).build())
        .get("value");
  }

  /** A script of the tests' resources. */
  public Json scriptFile(String name) throws IOException {
    try (InputStream file = Browser.class.getResourceAsStream(name)) {
      return script(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Waits, at most the 30 s that a script may take, until an expression is true. */
  public void await(String expression) throws IOException {
    String body =
        "const done = arguments[arguments.length - 1];"
            + "const look = () => { if ("
            + expression
            + ") { done(true); } else { setTimeout(look, 50); } }; look();";
    send(
        "POST",
        session + "/execute/async",
        new JsonObject().put("script", body).put("args", new Json.Arr(List.of())).build());
  }

  /** Presses a key and lets it go. */
  public void press(char key) throws IOException {
    Json.Arr strokes =
        new Json.Arr(
            List.of(
                new JsonObject().put("type", "keyDown").put("value", String.valueOf(key)).build(),
                new JsonObject().put("type", "keyUp").put("value", String.valueOf(key)).build()));
    Json.Obj keyboard =
        new JsonObject().put("type", "key").put("id", "keyboard").put("actions", strokes).build();
    send(
        "POST",
        session + "/actions",
        new JsonObject().put("actions", new Json.Arr(List.of(keyboard))).build());
  }

  /** The size of the window, as a telephone has it or a screen. */
  public void size(int width, int height) throws IOException {
    command(
        "Emulation.setDeviceMetricsOverride",
        new JsonObject()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", new Json.Bool(width < 600))
            .build());
  }

  /** What {@code prefers-color-scheme} says. */
  public void scheme(String scheme) throws IOException {
    Json.Obj feature =
        new JsonObject().put("name", "prefers-color-scheme").put("value", scheme).build();
    command(
        "Emulation.setEmulatedMedia",
        new JsonObject().put("features", new Json.Arr(List.of(feature))).build());
  }

  /** The page from its top to a height, as PNG. */
  public byte[] screenshot(int width, int height) throws IOException {
    Json.Obj clip =
        new JsonObject()
            .put("x", 0)
            .put("y", 0)
            .put("width", width)
            .put("height", height)
            .put("scale", 1)
            .build();
    String answer =
        text(
            "POST",
            session + "/goog/cdp/execute",
            cdp(
                "Page.captureScreenshot",
                new JsonObject()
                    .put("captureBeyondViewport", new Json.Bool(true))
                    .put("clip", clip)
                    .build()));
    Matcher data = DATA.matcher(answer);
    if (!data.find()) {
      throw new IOException("no picture: " + answer);
    }
    return Base64.getDecoder().decode(data.group(1));
  }

  /** What the page has complained of. */
  public List<Json> console() throws IOException {
    return send("POST", session + "/se/log", new JsonObject().put("type", "browser").build())
        .list("value");
  }

  @Override
  public void close() throws IOException {
    try {
      send("DELETE", session, new JsonObject().build());
    } finally {
      driver.destroy();
    }
  }

  private void command(String name, Json.Obj parameters) throws IOException {
    send("POST", session + "/goog/cdp/execute", cdp(name, parameters));
  }

  private static Json.Obj cdp(String name, Json.Obj parameters) {
    return new JsonObject().put("cmd", name).put("params", parameters).build();
  }

  private static Json.Arr list(String... texts) {
    return new Json.Arr(Arrays.stream(texts).<Json>map(Json::of).toList());
  }

  private Json.Obj send(String method, String address, Json.Obj body) throws IOException {
    return (Json.Obj) JsonReader.read(text(method, address, body));
  }

  private String text(String method, String address, Json.Obj body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json; charset=utf-8")
            .method(method, HttpRequest.BodyPublishers.ofString(JsonWriter.write(body)))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(method + " " + address + ": " + answer.body());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
