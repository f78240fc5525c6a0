package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.observe.picture.Pictures;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final int MOST = 100_000;

  @TempDir static Path folder;
  private static Classifier classifier;
  private static final Dataset SHAPES = DrawnShapes.of(20, 32, 8);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void train() {
    Path run = folder.resolve("run");
    Typed.line(folder, "train --drawn 64 --batch 16 --epochs 1 --json --run", run).ended(Exit.OK);
    classifier = Classifier.load(RunChoice.in(run).orElseThrow().taken().path());
  }

  @AfterAll
  static void close() {
    classifier.close();
    CLIENT.close();
  }

  private static ClassifyServer server(int concurrent, int queue) {
    return server(concurrent, queue, Duration.ofMinutes(1));
  }

  private static ClassifyServer server(int concurrent, int queue, Duration grace) {
    return ClassifyServer.start(
        HERE, 0, classifier, new ClassifyServer.Limits(concurrent, queue, MOST, grace));
  }

  private static byte[] png(int index) throws IOException {
    return Pictures.png(TestPictures.picture(SHAPES.image(index)));
  }

  private static HttpRequest.Builder request(ClassifyServer server, String path) {
    return HttpRequest.newBuilder(URI.create(server.address()).resolve(path));
  }

  private static HttpRequest upload(ClassifyServer server, BodyPublisher body) {
    return request(server, "/classify").POST(body).build();
  }

  private static HttpResponse<String> sent(HttpRequest request)
      throws IOException, InterruptedException {
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  private static Json.Obj json(HttpResponse<String> response) {
    return (Json.Obj) JsonReader.read(response.body());
  }

  private static void assertAnswers(HttpResponse<String> response, int index) {
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(
        Results.answers(classifier.classify(SHAPES.image(index)), 5),
        json(response).get("predictions"));
  }

  @Test
  void manyUploadsAreAllRight() throws IOException {
    try (ClassifyServer server = server(2, 128)) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        HttpRequest request = upload(server, BodyPublishers.ofByteArray(png(i % 20)));
        answers.add(CLIENT.sendAsync(request, BodyHandlers.ofString()));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertAnswers(answers.get(i).join(), i % 20);
      }
    }
  }

  @Test
  void whatIsNoPictureIsToldSo() throws IOException, InterruptedException {
    try (ClassifyServer server = server(1, 4)) {
      HttpResponse<String> text = sent(upload(server, BodyPublishers.ofString("no picture")));
      assertEquals(422, text.statusCode());
      assertTrue(json(text).string("error").length() > 10, text.body());
      byte[] half = Arrays.copyOf(png(1), 80);
      assertEquals(422, sent(upload(server, BodyPublishers.ofByteArray(half))).statusCode());
      assertEquals(400, sent(upload(server, BodyPublishers.noBody())).statusCode());
      HttpResponse<String> large =
          sent(upload(server, BodyPublishers.ofByteArray(new byte[MOST + 1])));
      assertEquals(413, large.statusCode());
      assertTrue(large.body().contains("100001 bytes, more than the limit of 100000"));
      assertEquals(
          411,
          sent(upload(server, BodyPublishers.ofInputStream(InputStream::nullInputStream)))
              .statusCode());
      assertAnswers(sent(upload(server, BodyPublishers.ofByteArray(png(2)))), 2);
    }
  }

  /** What {@code curl -F image=@photo.jpg} sends. */
  @Test
  void aFormIsToldToSendTheBytesAlone() throws IOException, InterruptedException {
    try (ClassifyServer server = server(1, 4)) {
      HttpRequest form =
          request(server, "/classify")
              .header("Content-Type", "multipart/form-data; boundary=x")
              .POST(BodyPublishers.ofByteArray(png(3)))
              .build();
      HttpResponse<String> answer = sent(form);
      assertEquals(415, answer.statusCode(), answer.body());
      String curl = "curl --data-binary @photo.jpg " + server.address() + "classify";
      assertTrue(json(answer).string("error").endsWith(curl), answer.body() + curl);
    }
  }

  @Test
  void thePageIsThereAndNothingElse() throws IOException, InterruptedException {
    try (ClassifyServer server = server(1, 4)) {
      HttpResponse<String> page = sent(request(server, "/").build());
      assertEquals(200, page.statusCode());
      assertTrue(page.body().contains("<input id=\"file\" type=\"file\""), page.body());
      assertTrue(page.headers().firstValue("Content-Security-Policy").isPresent());
      assertEquals(200, sent(request(server, "/serve.js").build()).statusCode());
      assertEquals("up", json(sent(request(server, "/health").build())).string("status"));
      assertEquals(404, sent(request(server, "/../etc/passwd").build()).statusCode());
      HttpResponse<String> get = sent(request(server, "/classify").build());
      assertEquals(405, get.statusCode());
      assertEquals("POST", get.headers().firstValue("Allow").orElseThrow());
    }
  }

  @Test
  void onlyThisMachinesNamesAreAnswered() throws IOException {
    try (ClassifyServer server = server(1, 4)) {
      for (String host : List.of("evil.example", "127.0.0.1.evil.example", "")) {
        String answer = raw(server, "GET /health HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
      }
      String own = raw(server, "GET /health HTTP/1.1\r\nHost: localhost:1\r\n\r\n");
      assertTrue(own.startsWith("HTTP/1.1 200 "), own);
    }
  }

  private static String raw(ClassifyServer server, String request) throws IOException {
    try (Socket socket = new Socket(HERE, URI.create(server.address()).getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] status = socket.getInputStream().readNBytes(13);
      return new String(status, StandardCharsets.US_ASCII);
    }
  }

  /** Who waits for the answer and sends nothing more has it, and so has who sends nonsense. */
  @Test
  void aRefusalDoesNotWaitForTheUpload() throws IOException {
    String post = "POST /classify HTTP/1.1\r\nHost: localhost\r\n";
    try (ClassifyServer server = server(1, 4)) {
      String large = raw(server, post + "Content-Length: 999999999\r\n\r\n");
      assertEquals("HTTP/1.1 413 ", large);
      String chunked = raw(server, post + "Transfer-Encoding: chunked\r\n\r\nno chunk\r\n");
      assertEquals("HTTP/1.1 411 ", chunked);
      String nothing = raw(server, post + "\r\n");
      assertEquals("HTTP/1.1 411 ", nothing);
    }
  }

  @Test
  void anUploadThatEndsEarlyIsToldSo() throws IOException {
    try (ClassifyServer server = server(1, 4);
        Socket socket = new Socket(HERE, URI.create(server.address()).getPort())) {
      String half = "POST /classify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nhalf";
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
      assertTrue(answer.contains("{\"error\":\"the upload "), answer);
    }
  }

  /** A slow upload holds the only place; who comes meanwhile is told to come again. */
  @Test
  void beyondTheQueueIs503AndWhoIsInIsAnswered() throws IOException, InterruptedException {
    byte[] picture = png(5);
    try (ClassifyServer server = server(1, 0);
        Socket slow = new Socket(HERE, URI.create(server.address()).getPort())) {
      String head =
          "POST /classify HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n"
              .formatted(picture.length);
      slow.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      slow.getOutputStream().write(picture, 0, 10);
      slow.getOutputStream().flush();

      HttpResponse<String> busy = sent(upload(server, BodyPublishers.ofByteArray(picture)));
      for (int i = 0; i < 1000 && busy.statusCode() == 200; i++) { // until the slow one is in
        busy = sent(upload(server, BodyPublishers.ofByteArray(picture)));
      }
      assertEquals(503, busy.statusCode());
      assertEquals("1", busy.headers().firstValue("Retry-After").orElseThrow());

      slow.getOutputStream().write(picture, 10, picture.length - 10);
      slow.getOutputStream().flush();
      slow.setSoTimeout(10_000);
      byte[] status = slow.getInputStream().readNBytes(12);
      assertEquals("HTTP/1.1 200", new String(status, StandardCharsets.US_ASCII));
      HttpResponse<String> after = sent(upload(server, BodyPublishers.ofByteArray(picture)));
      for (int i = 0; i < 1000 && after.statusCode() == 503; i++) { // until it has gone
        after = sent(upload(server, BodyPublishers.ofByteArray(picture)));
      }
      assertAnswers(after, 5);
    }
  }

  /** All places are held by clients that send a little and then nothing. */
  @Test
  void slowUploadsMakeRoom() throws IOException, InterruptedException {
    byte[] picture = png(6);
    List<Socket> slow = new ArrayList<>();
    try (ClassifyServer server = server(1, 3, Duration.ofMillis(1))) {
      try {
        for (int i = 0; i < 4; i++) {
          slow.add(new Socket(HERE, URI.create(server.address()).getPort()));
          String head =
              "POST /classify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n" + i;
          slow.getLast().getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }
        Thread.sleep(500); // they are in, and have been slow for long enough
        for (int i = 0; i < 8; i++) {
          assertAnswers(sent(upload(server, BodyPublishers.ofByteArray(picture))), 6);
        }
        int cut = 0;
        for (Socket socket : slow) {
          cut += isClosed(socket) ? 1 : 0;
        }
        assertEquals(1, cut, "one place is enough for one after the other");
      } finally {
        for (Socket socket : slow) {
          socket.close();
        }
      }
    }
  }

  private static boolean isClosed(Socket socket) throws IOException {
    socket.setSoTimeout(100);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ClassifyServer server = server(1, 0)) {
      int port = URI.create(server.address()).getPort();
      Typed typed =
          Typed.line(folder, "serve --port " + port + " --model", folder.resolve("run"))
              .ended(Exit.FAILED);
      assertTrue(typed.err().contains(":" + port + " ("), typed.err());
      assertTrue(typed.err().contains("give another --port"), typed.err());
    }
  }
}
