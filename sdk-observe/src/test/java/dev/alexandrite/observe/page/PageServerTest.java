package dev.alexandrite.observe.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.AlexandriteException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets in, and what is answered, without a run. */
class PageServerTest {
  private Dashboard dashboard;

  @BeforeEach
  void open() {
    dashboard = Dashboard.on(0);
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void theTokenIsNeededAndBecomesACookie() throws IOException, InterruptedException {
    Requests stranger = Requests.stranger(dashboard);
    for (String path : List.of("/", "/state", "/?token=", "/?token=wrong", "/nothing")) {
      assertEquals(403, stranger.get(path).statusCode(), path);
    }
    HttpResponse<String> first = stranger.get("/?" + dashboard.address().getQuery());
    assertEquals(200, first.statusCode());
    String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);

    Requests viewer = Requests.open(dashboard);
    assertEquals(200, viewer.get("/").statusCode());
    assertEquals(403, stranger.send("GET", "/", "", "Cookie", viewer.cookie() + "x").statusCode());
    String several = "other=1; " + viewer.cookie() + "; more=2";
    assertEquals(200, stranger.send("GET", "/", "", "Cookie", several).statusCode());
  }

  @Test
  void otherNamesOfThisMachineAreRefused() throws IOException, InterruptedException {
    Requests viewer = Requests.open(dashboard);
    String rest = "\r\nCookie: " + viewer.cookie();
    assertEquals(200, viewer.raw("GET / HTTP/1.1\r\nHost: localhost" + rest));
    assertEquals(200, viewer.raw("GET / HTTP/1.1\r\nHost: 127.0.0.1:8080" + rest), "a tunnel");
    for (String host : List.of("evil.example", "127.0.0.1.evil.example", "localhost@evil", "")) {
      assertEquals(403, viewer.raw("GET / HTTP/1.1\r\nHost: " + host + rest), host);
    }
    assertEquals(403, viewer.raw("GET / HTTP/1.0" + rest), "no Host");
    String two = "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example" + rest;
    assertEquals(403, viewer.raw(two));
  }

  @Test
  void nothingElseIsThere() throws IOException, InterruptedException {
    Requests viewer = Requests.open(dashboard);
    for (String path :
        List.of(
            "/index.html",
            "/state/",
            "/../../../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/style.css",
            "/state%00")) {
      int status =
          viewer.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + viewer.cookie());
      assertEquals(404, status, path);
    }
    assertEquals(400, viewer.get("/state?since=x").statusCode());
  }

  @Test
  void methodsAreAnsweredAsTheyAreMeant() throws IOException, InterruptedException {
    Requests viewer = Requests.open(dashboard);
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
      HttpResponse<String> answer = viewer.send(method, "/", "");
      assertEquals(405, answer.statusCode(), method);
      assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElseThrow());
    }
    for (String path : List.of("/stop", "/checkpoint")) {
      assertEquals(405, viewer.get(path).statusCode(), path);
    }
    HttpResponse<String> head = viewer.send("HEAD", "/", "");
    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
  }

  @Test
  void nothingMayBeLoadedFromElsewhere() throws IOException, InterruptedException {
    HttpResponse<String> page = Requests.open(dashboard).get("/");
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertTrue(policy.startsWith("default-src 'none';"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElseThrow());
    assertEquals("no-store", page.headers().firstValue("Cache-Control").orElseThrow());
    assertFalse(page.body().matches("(?s).*(src|href)=\"(https?:)?//.*"), "an address elsewhere");
    assertFalse(page.body().contains(dashboard.address().getQuery()), "the token is in the page");
  }

  @Test
  void formsOfOtherSitesAreRefused() throws IOException, InterruptedException {
    Requests viewer = Requests.open(dashboard);
    assertEquals(403, viewer.send("POST", "/stop", "run=run+1").statusCode());
    assertEquals(403, viewer.send("POST", "/stop", "token=x&run=run+1").statusCode());
    assertEquals(400, viewer.send("POST", "/stop", "token=%zz").statusCode());
    HttpResponse<String> other =
        viewer.send("POST", "/stop", "token=x", "Origin", "http://evil.example");
    assertEquals(403, other.statusCode());
    assertTrue(other.body().contains("Origin"), other.body());
    assertEquals(413, viewer.send("POST", "/stop", "x".repeat(5000)).statusCode());
  }

  @Test
  void aPortInUseIsSaidAtOnce() {
    int taken = dashboard.address().getPort();
    AlexandriteException refused =
        assertThrows(AlexandriteException.class, () -> Dashboard.on(taken));
    assertTrue(refused.getMessage().contains(":" + taken + " "), refused.getMessage());
    assertTrue(refused.getMessage().contains("another port, or 0"), refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Dashboard.on(-1));
    assertThrows(IllegalArgumentException.class, () -> Dashboard.on(65_536));
  }

  @Test
  void onlyThisMachineIsServed() {
    assertTrue(
        List.of("127.0.0.1", "[::1]").contains(dashboard.address().getHost()),
        dashboard.toString());
    assertFalse(dashboard.toString().contains("token"), dashboard.toString());
  }

  @Test
  void closedIsClosed() throws IOException, InterruptedException {
    Requests viewer = Requests.open(dashboard);
    dashboard.close();
    dashboard.close();
    assertThrows(ConnectException.class, () -> viewer.get("/"));
  }
}
