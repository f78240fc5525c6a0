package dev.alexandrite.observe.page;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a page as a browser does, or as one should not. */
final class Requests {
  private static final Pattern FORM =
      Pattern.compile(
          "name=\"token\" value=\"([^\"]+)\"><input type=\"hidden\" name=\"run\""
              + " value=\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;
  private final String cookie;

  private Requests(URI address, String cookie) {
    this.address = address;
    this.cookie = cookie;
  }

  /** As a browser that has opened the address. */
  static Requests open(Dashboard dashboard) throws IOException, InterruptedException {
    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(dashboard.address()).build(),
                HttpResponse.BodyHandlers.ofString());
    String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
    return new Requests(dashboard.address(), cookie.replaceFirst(";.*", ""));
  }

  /** As somebody who knows the port alone. */
  static Requests stranger(Dashboard dashboard) {
    return new Requests(dashboard.address(), "");
  }

  String cookie() {
    return cookie;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address.getAuthority() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The status of a request whose every byte is given, which Java's client would not send. */
  int raw(String head) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.substring(9));
    }
  }

  /** The body of the form that the page has for its run. */
  String form() throws IOException, InterruptedException {
    Matcher form = FORM.matcher(get("/").body());
    if (!form.find()) {
      throw new AssertionError("the page has no form");
    }
    return "token=" + form.group(1) + "&run=" + form.group(2).replace(" ", "+");
  }
}
