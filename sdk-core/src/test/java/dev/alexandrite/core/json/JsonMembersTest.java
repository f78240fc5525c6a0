package dev.alexandrite.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects of any number of members, each within the limits of a text. */
class JsonMembersTest {
  private static Map<String, Json> read(String text, String... path) {
    Map<String, Json> found = new LinkedHashMap<>();
    JsonMembers.read(text, List.of(path), found::put);
    return found;
  }

  @Test
  void membersComeInTheirOrderAsAWholeTextHasThem() {
    String text = " {\"b\":[1,{}],\"a\":{\"x\":null},\"\":\"\\u0041\"} ";
    assertEquals(((Json.Obj) JsonReader.read(text)).members(), read(text));
    assertEquals(List.of("b", "a", ""), List.copyOf(read(text).keySet()));
    assertEquals(Map.of(), read("{}"));
  }

  @Test
  void aPathLeadsToTheObject() {
    String text = "{\"skipped\":[0],\"a\":{\"no\":1,\"b\":{\"x\":1,\"y\":2}},\"last\":{\"b\":3}}";
    assertEquals(Map.of("x", Json.of(1), "y", Json.of(2)), read(text, "a", "b"));
  }

  @Test
  void thereAreMoreMembersThanATreeOfThemMayHave() {
    int count = JsonReader.MAX_VALUES + 1;
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "\"" : ",\"").append(i).append("\":0");
    }
    List<String> last = new ArrayList<>();
    int[] found = {0};
    JsonMembers.read(
        text.append('}').toString(),
        List.of(),
        (name, value) -> {
          found[0]++;
          if (found[0] == count) {
            last.add(name);
          }
        });
    assertEquals(count, found[0]);
    assertEquals(List.of(Integer.toString(count - 1)), last);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | '{' was expected",
        "`` | the text ends",
        "{\"a\":{},\"a\":1} | name \"a\" occurs twice",
        "{\"a\":{\"x\":1,\"x\":2}} | name \"x\" occurs twice",
        "{\"a\":[]} | '{' was expected",
        "{\"b\":1} | member \"a\" is missing; found [b]",
        "{\"a\":{}} x | nothing may follow the value",
        "{\"a\":{} | the text ends",
        "{\"a\":{\"x\":} | a value was expected",
        "{\"b\":{\"x\":1,\"x\":2},\"a\":{}} | occurs twice",
      })
  void whatIsNoSuchObjectIsRefused(String text, String told) {
    String message = assertThrows(JsonException.class, () -> read(text, "a")).getMessage();
    assertTrue(message.contains(told), message);
  }

  @Test
  void eachValueHasItsLimits() {
    String deep = "{\"a\":" + "[".repeat(JsonReader.MAX_DEPTH + 1);
    assertTrue(refusal(deep).contains("nesting exceeds"), "nesting");
    String many = "{\"a\":[" + "0,".repeat(JsonReader.MAX_VALUES) + "0]}";
    assertTrue(refusal(many).contains("of values"), "values");
    String name = "{\"" + "n".repeat(JsonReader.MAX_STRING + 1) + "\":0}";
    assertTrue(refusal(name).contains("a string exceeds"), "a name");
  }

  private static String refusal(String text) {
    return assertThrows(JsonException.class, () -> read(text)).getMessage();
  }
}
