package dev.alexandrite.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.alexandrite.DataException;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.core.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers requests: the page and its script, {@code POST /classify}, {@code GET /health}. */
final class ClassifyHandler implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(ClassifyHandler.class.getName());
  private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src blob:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final int TOP = 5;
  private static final int NO_BODY = -1;
  private static final int SCRAP_BYTES = 8192;

  private final Desk desk;
  private final boolean ownMachineOnly;
  private final byte[] page = resource("serve.html");
  private final byte[] script = resource("serve.js");

  ClassifyHandler(Desk desk, boolean ownMachineOnly) {
    this.desk = desk;
    this.ownMachineOnly = ownMachineOnly;
  }

  private static byte[] resource(String name) {
    try (InputStream in = ClassifyHandler.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the command line's own jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from the command line's own jar", e);
    }
  }

  /** An answer that is not the one that was asked for. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refusal(int status, @Nullable String message) {
      super(message);
      this.status = status;
    }
  }

  @Override
  public void handle(HttpExchange request) throws IOException {
    try {
      guard(request.getResponseHeaders());
      answer(request);
    } catch (Refusal refusal) {
      refuse(request, refusal.status, String.valueOf(refusal.getMessage()));
    } catch (DataException e) {
      refuse(request, 422, String.valueOf(e.getMessage()));
    } catch (UploadException e) {
      refuse(request, 400, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a request failed", e);
      refuse(request, 500, "the server failed; its log says why");
    } finally {
      request.close();
    }
  }

  private static void guard(Headers headers) {
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
  }

  private void answer(HttpExchange request) throws IOException, InterruptedException {
    requireOwnName(request);
    switch (request.getRequestURI().getPath()) {
      case "/" -> send(get(request), 200, "text/html; charset=utf-8", page);
      case "/serve.js" -> send(get(request), 200, "text/javascript; charset=utf-8", script);
      case "/health" -> json(get(request), 200, health());
      case "/classify" -> classify(request);
      default ->
          throw new Refusal(
              404, "there is nothing here; the page is at /, uploads go to /classify");
    }
  }

  /** Another site's name can be made to lead here (DNS rebinding). */
  private void requireOwnName(HttpExchange request) {
    List<String> hosts = request.getRequestHeaders().getOrDefault("Host", List.of());
    if (ownMachineOnly
        && (hosts.size() != 1
            || !OWN_NAMES.contains(hosts.getFirst().replaceFirst(":\\d+$", "")))) {
      throw new Refusal(403, "only 127.0.0.1 and localhost are answered here");
    }
  }

  private static HttpExchange get(HttpExchange request) {
    return require(request, Set.of("GET", "HEAD"));
  }

  private static HttpExchange require(HttpExchange request, Set<String> methods) {
    if (!methods.contains(request.getRequestMethod())) {
      String allowed = methods.contains("POST") ? "POST" : "GET, HEAD";
      request.getResponseHeaders().set("Allow", allowed);
      throw new Refusal(405, "only " + allowed + " is answered here");
    }
    return request;
  }

  private Json.Obj health() {
    return new JsonObject()
        .put("status", "up")
        .put("network", desk.network())
        .put("classes", desk.classNames().size())
        .build();
  }

  private void classify(HttpExchange request) throws IOException, InterruptedException {
    require(request, Set.of("POST"));
    requireBytesAlone(request);
    int length = length(request);
    Optional<Predictions> predictions = desk.classify(request.getRequestBody(), length);
    if (predictions.isEmpty()) {
      request.getResponseHeaders().set("Retry-After", "1");
      throw new Refusal(503, "all places are taken; try again in a second");
    }
    json(
        request,
        200,
        new JsonObject()
            .put("network", desk.network())
            .put("predictions", Results.answers(predictions.get(), TOP))
            .build());
  }

  /** What pages and {@code curl -F} send has the picture somewhere inside. */
  private static void requireBytesAlone(HttpExchange request) {
    @Nullable String type = request.getRequestHeaders().getFirst("Content-Type");
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      throw new Refusal(
          415,
          "this is a form; send the bytes of the picture alone: curl --data-binary @photo.jpg"
              + " http://"
              + request.getRequestHeaders().getOrDefault("Host", List.of("HOST")).getFirst()
              + "/classify");
    }
  }

  private int length(HttpExchange request) {
    @Nullable String header = request.getRequestHeaders().getFirst("Content-Length");
    if (header == null || !header.matches("\\d{1,18}")) {
      throw new Refusal(411, "say the picture's size in Content-Length");
    }
    long length = Long.parseLong(header);
    if (length == 0) {
      throw new Refusal(400, "the upload is empty; send the bytes of a picture");
    }
    if (length > desk.uploadBytes()) {
      throw new Refusal(
          413,
          "the upload has "
              + length
              + " bytes, more than the limit of "
              + desk.uploadBytes()
              + "; send a smaller picture");
    }
    return (int) length;
  }

  private void refuse(HttpExchange request, int status, String message) throws IOException {
    json(request, status, new JsonObject().put("error", message).build());
  }

  private void json(HttpExchange request, int status, Json.Obj body) throws IOException {
    byte[] text = (JsonWriter.write(body) + "\n").getBytes(StandardCharsets.UTF_8);
    send(request, status, "application/json", text);
  }

  private void send(HttpExchange request, int status, String type, byte[] body) throws IOException {
    request.getResponseHeaders().set("Content-Type", type);
    if (request.getRequestMethod().equals("HEAD")) {
      request.sendResponseHeaders(status, NO_BODY);
      return;
    }
    request.sendResponseHeaders(status, body.length);
    try (OutputStream out = request.getResponseBody()) {
      out.write(body);
      out.flush();
      drain(request.getRequestBody());
    }
  }

  /**
   * What is left of an upload, after the answer: whoever reads along has it at once, and who still
   * sends would find a broken connection in its place.
   */
  private void drain(InputStream upload) {
    byte[] scrap = new byte[SCRAP_BYTES];
    int read = 0;
    try {
      for (long left = desk.uploadBytes(); left > 0 && read >= 0; left -= read) {
        read = upload.read(scrap);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the rest of an upload that was answered", e);
    }
  }
}
