package dev.alexandrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What comes from outside writes no line of its own, moves no cursor and turns no text round. */
class SafeTextTest {
  @Test
  void lineBreaksEscapesAndBidirectionalMarksBecomeVisible() {
    assertEquals("a\\nSEVERE: b", SafeText.of("a\nSEVERE: b"));
    assertEquals("\\u001b[2Jx\\r\\t", SafeText.of("\u001B[2Jx\r\t"));
    assertEquals("evil\\u202egpj.exe", SafeText.of("evil\u202Egpj.exe"));
    assertEquals("\\ud800", SafeText.of("\uD800"));
    assertEquals("\\u2028\\u0085", SafeText.of("\u2028\u0085"));
  }

  @Test
  void harmlessTextStaysAsItIs() {
    for (String name : new String[] {"", "cat/1.jpg", "猫", "caf\u00E9 \uD83D\uDC08", "a\u200Db"}) {
      assertEquals(name, SafeText.of(name));
    }
  }

  @Test
  void longTextIsCut() {
    assertEquals("x".repeat(300) + "… (5000 characters)", SafeText.of("x".repeat(5000)));
  }

  @Test
  void everyMessageOfAnExceptionHasGoneThroughIt() {
    assertEquals("image a\\nb", new DataException("image a\nb").getMessage());
    String list = "no backend:\n  cpu: none\n  cuda: none";
    assertEquals(list, new BackendException(list).getMessage());
  }

  @Property
  void noControlCharacterIsEverLeft(@ForAll String text) {
    assertTrue(SafeText.of(text).chars().noneMatch(Character::isISOControl));
  }
}
