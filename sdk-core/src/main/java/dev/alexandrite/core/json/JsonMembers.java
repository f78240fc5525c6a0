package dev.alexandrite.core.json;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Reads an object of very many members, such as the list of a model's tensors, one at a time. The
 * limits of {@link JsonReader} hold for each value alone, and of what was handed over nothing but
 * the names is kept, so that memory grows with the text and not with a tree made of it. How long
 * the text may be, is for whoever has it.
 */
public final class JsonMembers {
  private final JsonReader reader;
  private final List<String> path;
  private final BiConsumer<String, Json> taker;

  private JsonMembers(JsonReader reader, List<String> path, BiConsumer<String, Json> taker) {
    this.reader = reader;
    this.path = path;
    this.taker = taker;
  }

  /**
   * Reads a text.
   *
   * @param text the whole text, an object
   * @param path the members that lead to the object that is meant, none for the text's own; what
   *     stands beside them is read for its form alone
   * @param taker takes each name and its value, in their order; they are unique
   * @throws JsonException if the text is no JSON, leads to no object, or a value exceeds a limit;
   *     the message tells where
   */
  public static void read(String text, List<String> path, BiConsumer<String, Json> taker) {
    JsonReader reader = new JsonReader(text, 0);
    new JsonMembers(reader, path, taker).object(0);
    reader.requireEnd();
  }

  private void object(int depth) {
    reader.skipSpace();
    Set<String> names = new HashSet<>();
    reader.members(
        name -> {
          if (!names.add(name)) {
            throw reader.twice(name);
          }
          if (depth < path.size() && name.equals(path.get(depth))) {
            object(depth + 1);
          } else {
            Json value = reader.alone(depth + 1);
            if (depth == path.size()) {
              taker.accept(name, value);
            }
          }
        });
    if (depth < path.size() && !names.contains(path.get(depth))) {
      throw new JsonException(
          "member \"" + path.get(depth) + "\" is missing; found " + Brief.of(names));
    }
  }
}
