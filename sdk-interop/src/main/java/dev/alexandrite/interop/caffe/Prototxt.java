package dev.alexandrite.interop.caffe;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.tensors.FileErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Messages written as text: networks and solvers. */
final class Prototxt {
  private static final int MOST_BYTES = 4 << 20;
  private static final TextFormat.Parser PARSER = TextFormat.Parser.newBuilder().build();

  private Prototxt() {}

  /**
   * Reads one message.
   *
   * @param builder takes the fields
   * @return what was left out of it, a sentence each
   * @throws ModelFileException if the text is none, or says something that would be ignored
   */
  static List<String> read(Path file, Message.Builder builder) {
    String text = text(file);
    PrototxtScanner scanner = new PrototxtScanner(file, text);
    String known = scanner.knownFields(builder.getDescriptorForType());
    try {
      PARSER.merge(known, builder);
    } catch (TextFormat.ParseException e) {
      throw new ModelFileException(
          file
              + ": line "
              + e.getLine()
              + ", column "
              + e.getColumn()
              + ": "
              + e.getMessage()
              + "; correct the text",
          e);
    }
    return scanner.notes();
  }

  private static String text(Path file) {
    try {
      long size = FileErrors.regular(file).size();
      if (size > MOST_BYTES) {
        throw new ModelFileException(
            file
                + " has "
                + size
                + " bytes; a network as text has at most "
                + MOST_BYTES
                + ", weights belong into a .caffemodel");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }
}
