package dev.alexandrite.core.json;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message quotes of a file that may be hostile: enough to find the place, never all of it.
 */
public final class Brief {
  private static final int CHARACTERS = 200;
  private static final int ITEMS = 10;

  private Brief() {}

  /**
   * The beginning of a text.
   *
   * @param text the text
   * @return at most its first 200 characters, and how many there were
   */
  public static String of(@Nullable String text) {
    return text == null || text.length() <= CHARACTERS
        ? String.valueOf(text)
        : text.substring(0, CHARACTERS) + "… (" + text.length() + " characters)";
  }

  /**
   * The first of some names.
   *
   * @param names the names
   * @return at most ten of them, and how many there were
   */
  public static String of(Collection<String> names) {
    List<String> first = names.stream().limit(ITEMS).toList();
    String text = of(first.toString());
    return names.size() == first.size() ? text : text + " of " + names.size();
  }

  /**
   * What a JSON value is.
   *
   * @param value the value
   * @return a scalar as it stands in the file, the size of anything else
   */
  public static String of(Json value) {
    return switch (value) {
      case Json.Null() -> "null";
      case Json.Bool(boolean flag) -> String.valueOf(flag);
      case Json.Num(String number) -> of(number);
      case Json.Str(String string) -> '"' + of(string) + '"';
      case Json.Arr(List<Json> items) -> "an array of " + items.size() + " items";
      case Json.Obj object -> "an object with the members " + of(object.members().keySet());
    };
  }
}
