package dev.alexandrite.observe.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Answers requests. No file is read for one, whatever its path says. */
final class PageHandler implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(Dashboard.class.getName());
  private static final int LONGEST_FORM = 4096;
  private static final int SEE_OTHER = 303;
  private static final int NO_CONTENT = 204;
  private static final int NO_BODY = -1;

  private final Gate gate;
  private final Board board;
  private final Pages pages;

  PageHandler(Gate gate, Board board) {
    this.gate = gate;
    this.board = board;
    this.pages = new Pages(new Sections(board, gate.formToken()), board.versions());
  }

  @Override
  public void handle(HttpExchange request) throws IOException {
    try {
      guard(request.getResponseHeaders());
      answer(request);
    } catch (Refusal refusal) {
      text(request, refusal.status(), refusal.text());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "the page failed at " + request.getRequestURI(), e);
      text(request, 500, "The page failed; the log says why. The run goes on.");
    } finally {
      request.close();
    }
  }

  private static void guard(Headers headers) {
    headers.set("Content-Security-Policy", Pages.POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
  }

  private void answer(HttpExchange request) throws IOException {
    boolean tokenInAddress = gate.admit(request);
    switch (request.getRequestURI().getPath()) {
      case "/" -> {
        require(request, "GET");
        if (tokenInAddress) {
          request.getResponseHeaders().set("Set-Cookie", gate.setCookie());
        }
        send(request, 200, "text/html", pages.page());
      }
      case "/state" -> {
        require(request, "GET");
        Optional<String> state = pages.since(seen(request));
        if (state.isPresent()) {
          send(request, 200, "application/json", state.get());
        } else {
          request.sendResponseHeaders(NO_CONTENT, NO_BODY);
        }
      }
      case "/stop" -> wish(request, Wish.STOP);
      case "/checkpoint" -> wish(request, Wish.CHECKPOINT);
      default -> throw new Refusal(404, "There is nothing here; the page is at /.");
    }
  }

  private void wish(HttpExchange request, Wish wish) throws IOException {
    require(request, "POST");
    Map<String, String> form = form(request);
    gate.requireOwnForm(request, form.get("token"));
    String name = form.getOrDefault("run", "");
    board
        .named(name)
        .orElseThrow(() -> new Refusal(404, "There is no run of that name on the page."))
        .wish(wish);
    request.getResponseHeaders().set("Location", "/");
    request.sendResponseHeaders(SEE_OTHER, NO_BODY);
  }

  private static void require(HttpExchange request, String method) {
    String found = request.getRequestMethod();
    boolean head = method.equals("GET") && found.equals("HEAD");
    if (!head && !found.equals(method)) {
      request.getResponseHeaders().set("Allow", method.equals("GET") ? "GET, HEAD" : method);
      throw new Refusal(405, "Only " + method + " is answered here.");
    }
  }

  private static long seen(HttpExchange request) {
    String query = request.getRequestURI().getRawQuery();
    try {
      return query == null ? 0 : Long.parseLong(query.replaceFirst("^since=", ""));
    } catch (NumberFormatException e) {
      throw new Refusal(400, "Expected since= and a whole number.");
    }
  }

  private static Map<String, String> form(HttpExchange request) throws IOException {
    byte[] body = request.getRequestBody().readNBytes(LONGEST_FORM + 1);
    if (body.length > LONGEST_FORM) {
      throw new Refusal(413, "A form of this page is shorter than that.");
    }
    Map<String, String> form = new HashMap<>();
    for (String pair : new String(body, StandardCharsets.US_ASCII).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "The form is not URL-encoded.");
    }
  }

  private static void text(HttpExchange request, int status, String message) throws IOException {
    send(request, status, "text/plain", message + "\n");
  }

  private static void send(HttpExchange request, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    request.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    if (request.getRequestMethod().equals("HEAD")) {
      request.sendResponseHeaders(status, NO_BODY);
      return;
    }
    request.sendResponseHeaders(status, body.length);
    try (OutputStream out = request.getResponseBody()) {
      out.write(body);
    }
  }
}
