package dev.alexandrite.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void whatIsWrittenIsReadAgain() {
    Json value =
        new JsonObject()
            .put("text", "quote \" back \\ line \n tab \t é 写 \uD83D\uDE00 nul \u0000")
            .put("whole", Long.MIN_VALUE)
            .put("tiny", Double.MIN_VALUE)
            .put("flag", new Json.Bool(true))
            .put("nothing", new Json.Null())
            .put("empty", new JsonObject().build())
            .build();
    assertEquals(value, JsonReader.read(JsonWriter.write(value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "[1 2]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "NaN",
        "tru",
        "\"open",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"line\nbreak\"",
        "1 2",
        "{\"a\":1,\"a\":2}"
      })
  void whatIsNoJsonIsRefusedWithItsPlace(String text) {
    JsonException refusal = assertThrows(JsonException.class, () -> JsonReader.read(text));
    assertTrue(refusal.getMessage().startsWith("JSON, character "), refusal.getMessage());
  }

  @Test
  void nestingIsLimited() {
    int depth = JsonReader.MAX_DEPTH;
    JsonReader.read("[".repeat(depth) + "]".repeat(depth));
    String deeper = "[".repeat(100_000);
    JsonException refusal = assertThrows(JsonException.class, () -> JsonReader.read(deeper));
    assertTrue(refusal.getMessage().contains("nesting exceeds the limit of 64"));
  }

  @Test
  void lengthIsLimited() {
    String longer = " ".repeat(JsonReader.MAX_LENGTH + 1);
    JsonException refusal = assertThrows(JsonException.class, () -> JsonReader.read(longer));
    assertTrue(refusal.getMessage().contains("exceeds the limit"), refusal.getMessage());
  }

  @Test
  void aMissingMemberIsNamed() {
    Json.Obj object = new JsonObject().put("a", 1).build();
    JsonException refusal = assertThrows(JsonException.class, () -> object.string("b"));
    assertTrue(refusal.getMessage().contains("\"b\""), refusal.getMessage());
    assertThrows(JsonException.class, () -> object.string("a"));
    assertThrows(JsonException.class, () -> Json.of(Double.NaN));
  }
}
