package dev.alexandrite.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonStreamTest {
  @TempDir Path folder;

  @Test
  void theLinesAreThoseOfTheFile() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    var bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

    SmallRun.trainer(SmallRun.EPOCHS)
        .checkpoints(folder.resolve("run"))
        .listener(JsonLines.to(file).interval(Duration.ZERO))
        .listener(JsonStream.on(out).interval(Duration.ZERO))
        .fit()
        .close();

    assertEquals(
        withoutTime(Files.readAllLines(file).stream()),
        withoutTime(bytes.toString(StandardCharsets.UTF_8).lines()));
  }

  private static List<String> withoutTime(Stream<String> lines) {
    return lines
        .map(JsonReader::read)
        .map(Json.Obj.class::cast)
        .map(Json.Obj::members)
        .map(
            members -> members.entrySet().stream().filter(e -> !e.getKey().equals("time")).toList())
        .map(Object::toString)
        .toList();
  }
}
