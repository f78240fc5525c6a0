package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.data.Image;
import dev.alexandrite.observe.picture.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More uploads at the same time than there are places, and more than would fit the heap. */
@Timeout(300)
class ManyUploadsTest {
  private static final int UPLOADS = 1_000;
  private static final int PICTURES = 20;

  /** Less than the uploads have together, so that it cannot hold them all. */
  private static final String HEAP = "-Xmx96m";

  private static final int SIDE = 200;

  @TempDir Path folder;

  /** Noise, which PNG does not make smaller. */
  private static byte[] picture(int index) throws IOException {
    BufferedImage noise = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(index);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        noise.setRGB(x, y, random.nextInt() & (0xFFFFFF >> index % 3));
      }
    }
    return Pictures.png(noise);
  }

  @Test
  void eachIsAnsweredRightOrToldToComeAgain() throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    Typed.line(folder, "train --drawn 64 --batch 16 --epochs 1 --json --run", run).ended(Exit.OK);
    List<byte[]> pictures = new ArrayList<>();
    List<Json> right = new ArrayList<>();
    try (Classifier classifier = Classifier.load(RunChoice.in(run).orElseThrow().taken().path())) {
      for (int i = 0; i < PICTURES; i++) {
        pictures.add(picture(i));
        right.add(Results.answers(classifier.classify(Image.read(pictures.get(i))), 5));
      }
    }
    long bytes = pictures.stream().mapToLong(picture -> picture.length).sum();
    assertTrue(bytes / PICTURES * UPLOADS > 96 << 20, "more than the heap");
    Process server = start(run);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      URI address = address(server).resolve("/classify");
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < UPLOADS; i++) {
        HttpRequest upload = upload(address, pictures.get(i % PICTURES));
        answers.add(client.sendAsync(upload, BodyHandlers.ofString()));
      }
      int answered = 0;
      for (int i = 0; i < UPLOADS; i++) {
        HttpResponse<String> answer = answers.get(i).join();
        if (answer.statusCode() == 503) {
          assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
        } else {
          assertRight(right.get(i % PICTURES), answer);
          answered++;
        }
      }
      assertTrue(answered >= 128, answered + " answered, of which the queue alone holds 128");
      HttpRequest again = upload(address, pictures.get(3));
      assertRight(right.get(3), client.send(again, BodyHandlers.ofString()));
    } finally {
      server.destroyForcibly().waitFor();
    }
    String log = Files.readString(folder.resolve("err"));
    assertTrue(!log.contains("OutOfMemoryError") && !log.contains("a request failed"), log);
  }

  private static HttpRequest upload(URI address, byte[] picture) {
    return HttpRequest.newBuilder(address).POST(BodyPublishers.ofByteArray(picture)).build();
  }

  private static void assertRight(Json predictions, HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals(predictions, ((Json.Obj) JsonReader.read(answer.body())).get("predictions"));
  }

  private Process start(Path run) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(HEAP, "--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("serve", "--port", "0", "--json", "--queue", "128", "--model"));
    command.add(run.toString());
    return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
  }

  private static URI address(Process server) throws IOException {
    String line = server.inputReader().readLine();
    return URI.create(((Json.Obj) JsonReader.read(line)).string("address"));
  }
}
