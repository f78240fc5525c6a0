package dev.alexandrite.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that may be hostile takes bounded time and memory, and its errors quote little of it. */
class JsonLimitsTest {
  private static String refusal(String text) {
    return assertThrows(JsonException.class, () -> JsonReader.read(text)).getMessage();
  }

  @Test
  void valuesNumbersAndStringsAreLimited() {
    assertTrue(refusal("[" + "0,".repeat(JsonReader.MAX_VALUES) + "0]").contains("of values"));
    assertTrue(refusal("1".repeat(JsonReader.MAX_NUMBER + 1)).contains("a number exceeds"));
    assertTrue(refusal("\"" + "x".repeat(JsonReader.MAX_STRING + 1)).contains("a string exceeds"));
    JsonReader.read("1".repeat(JsonReader.MAX_NUMBER));
    JsonReader.read("\"" + "x".repeat(JsonReader.MAX_STRING) + "\"");
  }

  @Test
  void whatIsKeptIsLimited() {
    String object = IntStream.range(0, 5_000).mapToObj(i -> "\"" + i + "\":0").toList().toString();
    String members = "{" + object.substring(1, object.length() - 1) + "}";
    JsonReader.read(members);
    assertTrue(refusal("[" + (members + ",").repeat(50) + "0]").contains("more memory"));
  }

  /** At the length of one array its items are no longer kept, which nobody notices. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 257, 1_000})
  void arraysOfAnyLengthAreTheSame(int length) {
    List<Json> items =
        IntStream.range(0, length)
            .mapToObj(
                i ->
                    (Json)
                        new JsonObject()
                            .put("epoch", i)
                            .put("rates", new Json.Arr(List.of(Json.of(0.5), Json.of("x"))))
                            .build())
            .toList();
    Json.Arr array = new Json.Arr(items);
    Json.Arr read = (Json.Arr) JsonReader.read(" " + JsonWriter.write(array));
    assertEquals(array, read);
    assertEquals(read, array);
    assertEquals(array.hashCode(), read.hashCode());
    assertEquals(length, read.items().size());
    assertEquals(items, read.items().stream().toList());
    assertEquals(JsonWriter.write(array), JsonWriter.write(read));
  }

  @Test
  void errorsQuoteLittle() {
    String name = "n".repeat(50_000);
    Json.Obj object =
        (Json.Obj) JsonReader.read("{\"k\":[" + "0,".repeat(9_000) + "0],\"" + name + "\":0}");
    for (JsonException refusal :
        List.of(
            assertThrows(JsonException.class, () -> object.get("a")),
            assertThrows(JsonException.class, () -> object.string("k")),
            assertThrows(
                JsonException.class,
                () -> JsonReader.read("{\"" + name + "\":0,\"" + name + "\":0}")))) {
      String message = String.valueOf(refusal.getMessage());
      assertTrue(message.length() < 400, message);
    }
  }
}
