package dev.alexandrite.interop.caffe;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.alexandrite.interop.ModelFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a message written as text before protobuf does: bounds what it may become, and
 * blanks out the fields that are not declared, which protobuf would refuse or write into a log.
 */
final class PrototxtScanner {
  private static final int MOST_MESSAGES = 30_000;
  private static final int MOST_FIELDS = 200_000;
  private static final int MOST_NESTING = 32;
  private static final int LONGEST_TOKEN = 200;
  private static final int LONGEST_STRING = 10_000;

  /** What no answer of a network depends on. */
  private static final Set<String> HARMLESS =
      Set.of(
          "engine",
          "source",
          "batch_size",
          "backend",
          "rand_skip",
          "prefetch",
          "shuffle",
          "root_folder",
          "force_encoded_color",
          "force_color",
          "force_backward",
          "debug_info",
          "phase",
          "loss_param",
          "accuracy_param",
          "hdf5_output_param",
          "hdf5_data_param",
          "share_mode",
          "blob_share_mode",
          "label_map_file");

  /** Where a field that is not declared cannot change what a layer computes. */
  private static final Set<String> OUTER =
      Set.of(
          "NetParameter",
          "LayerParameter",
          "V1LayerParameter",
          "V0LayerParameter",
          "SolverParameter",
          "TransformationParameter",
          "DataParameter",
          "ImageDataParameter",
          "MemoryDataParameter",
          "InputParameter",
          "NetState",
          "NetStateRule",
          "ParamSpec",
          "BlobProto");

  private final Path file;
  private final StringBuilder text;
  private final List<String> notes = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineCountedTo;
  private int messages;
  private int fields;

  PrototxtScanner(Path file, String text) {
    this.file = file;
    this.text = new StringBuilder(text);
  }

  /** The text with spaces in the place of fields that the message does not declare. */
  String knownFields(Descriptor root) {
    body(root, 0, '\0');
    return text.toString();
  }

  /** The undeclared fields that somebody may wonder about. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private void body(@Nullable Descriptor type, int depth, char close) {
    require(depth <= MOST_NESTING, "messages are nested more than " + MOST_NESTING + " deep");
    require(++messages <= MOST_MESSAGES, "there are more than " + MOST_MESSAGES + " messages");
    while (true) {
      char c = next();
      if (c == close) {
        at++;
        return;
      }
      require(c != '\0', "the text ends within a message, before its '" + close + "'");
      require(++fields <= MOST_FIELDS, "there are more than " + MOST_FIELDS + " fields");
      field(type, depth);
    }
  }

  private void field(@Nullable Descriptor type, int depth) {
    int begin = at;
    String name = token();
    require(
        !name.isEmpty() && Character.isLetter(name.charAt(0)),
        "expected the name of a field, found '" + (name.isEmpty() ? text.charAt(at) : name) + "'");
    FieldDescriptor known = type == null ? null : type.findFieldByName(name);
    if (next() == ':') {
      at++;
    }
    value(messageOf(known), depth);
    char separator = next();
    if (separator == ',' || separator == ';') {
      at++;
    }
    if (type != null && known == null) {
      unknown(type, name, begin);
    }
  }

  private static @Nullable Descriptor messageOf(@Nullable FieldDescriptor field) {
    return field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        ? field.getMessageType()
        : null;
  }

  private void value(@Nullable Descriptor type, int depth) {
    char c = next();
    switch (c) {
      case '{', '<' -> {
        at++;
        body(type, depth + 1, c == '{' ? '}' : '>');
      }
      case '[' -> list(type, depth);
      default -> scalar();
    }
  }

  private void list(@Nullable Descriptor type, int depth) {
    at++;
    while (next() != ']') {
      require(next() != '[', "a list within a list");
      require(++fields <= MOST_FIELDS, "there are more than " + MOST_FIELDS + " fields");
      value(type, depth);
      if (next() == ',') {
        at++;
      }
    }
    at++;
  }

  private void scalar() {
    char c = next();
    if (c == '"' || c == '\'') {
      while (c == '"' || c == '\'') {
        string(c);
        c = next();
      }
      return;
    }
    String token = token();
    if (token.equals("-")) {
      next();
      token = token();
    }
    require(!token.isEmpty(), "expected a value, found '" + (c == '\0' ? "the end" : c) + "'");
  }

  private void string(char quote) {
    int begin = at++;
    while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    require(
        at < text.length() && text.charAt(at) == quote, "a string that is not closed in its line");
    at++;
    require(
        at - begin <= LONGEST_STRING, "a string of more than " + LONGEST_STRING + " characters");
  }

  private String token() {
    int begin = at;
    while (at < text.length()
        && !Character.isWhitespace(text.charAt(at))
        && "{}<>[],;:#\"'".indexOf(text.charAt(at)) < 0) {
      at++;
      require(
          at - begin <= LONGEST_TOKEN,
          "a name or number of more than " + LONGEST_TOKEN + " characters");
    }
    return text.substring(begin, at);
  }

  /** Skips blanks and comments; the next character stays unread. */
  private char next() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf("\n", at);
        at = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        require(c != '\0', "a character 0");
        return c;
      }
    }
    return '\0';
  }

  private void unknown(Descriptor type, String name, int begin) {
    boolean harmless = HARMLESS.contains(name) || type.getName().equals("SolverParameter");
    if (!harmless) {
      require(
          OUTER.contains(type.getName()),
          "field '"
              + name
              + "' of "
              + type.getName()
              + " is not known and may change what the layer computes; remove it if it does not");
      if (notes.size() < 50) {
        notes.add("line " + line(begin) + ": field '" + name + "' is not known and was left out");
      }
    }
    for (int i = begin; i < at; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }

  private int line(int position) {
    if (position < lineCountedTo) {
      lineCountedTo = 0;
      line = 1;
    }
    for (; lineCountedTo < position && lineCountedTo < text.length(); lineCountedTo++) {
      if (text.charAt(lineCountedTo) == '\n') {
        line++;
      }
    }
    return line;
  }

  private void require(boolean holds, String found) {
    if (!holds) {
      throw new ModelFileException(file + ": line " + line(at) + ": " + found);
    }
  }
}
