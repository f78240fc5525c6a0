package dev.alexandrite.observe.page;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may see and ask: whoever has the token, from a page of this machine. The token comes in the
 * address once and is a cookie from then on, which no other site can send ({@code
 * SameSite=Strict}). The name in {@code Host} has to be this machine's, since another site's name
 * can be made to lead here (DNS rebinding); the port may be another, as through an SSH tunnel.
 */
final class Gate {
  private static final int FORBIDDEN = 403;
  private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final String QUERY = "token=";

  private final String token = Token.next();
  private final String formToken = Token.next();
  private final String cookie;

  /** Cookies know no ports, so the name tells pages of one machine apart. */
  Gate(int port) {
    this.cookie = "alexandrite-" + port + "=";
  }

  String token() {
    return token;
  }

  /** What every form of the page has to send. */
  String formToken() {
    return formToken;
  }

  String setCookie() {
    return cookie + token + "; Path=/; HttpOnly; SameSite=Strict";
  }

  /** Whether the token is in the address; what passes has it there or in the cookie. */
  boolean admit(HttpExchange request) {
    requireHost(request);
    boolean inAddress = inAddress(request);
    if (!inAddress && !inCookie(request)) {
      throw new Refusal(
          FORBIDDEN,
          "This page needs the token of its run. Open the whole address that the run has logged,"
              + " with ?token= and what follows.");
    }
    return inAddress;
  }

  /** A form of this page sent it. */
  void requireOwnForm(HttpExchange request, @Nullable String sentToken) {
    String origin = request.getRequestHeaders().getFirst("Origin");
    String host = request.getRequestHeaders().getFirst("Host");
    if (origin != null && !origin.equals("http://" + host)) {
      throw new Refusal(FORBIDDEN, "Another site asks for this: the Origin is not this page's.");
    }
    if (!inCookie(request) || sentToken == null || !same(sentToken, formToken)) {
      throw new Refusal(FORBIDDEN, "The form's token is missing or old. Load the page again.");
    }
  }

  private static void requireHost(HttpExchange request) {
    List<String> hosts = request.getRequestHeaders().getOrDefault("Host", List.of());
    if (hosts.size() != 1 || !HOSTS.contains(hosts.getFirst().replaceFirst(":\\d+$", ""))) {
      throw new Refusal(FORBIDDEN, "This page answers to 127.0.0.1 and localhost only.");
    }
  }

  private boolean inAddress(HttpExchange request) {
    String query = request.getRequestURI().getRawQuery();
    return query != null && query.startsWith(QUERY) && same(query.substring(QUERY.length()), token);
  }

  private boolean inCookie(HttpExchange request) {
    for (String header : request.getRequestHeaders().getOrDefault("Cookie", List.of())) {
      for (String pair : header.split(";", -1)) {
        String text = pair.strip();
        if (text.startsWith(cookie) && same(text.substring(cookie.length()), token)) {
          return true;
        }
      }
    }
    return false;
  }

  /** In a time that does not tell how much of it was right. */
  private static boolean same(String given, String wanted) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
  }
}
