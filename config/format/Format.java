import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or fixes the format of every Java source below the current folder; started by the root
 * pom.
 */
final class Format {

  private static final Formatter FORMATTER = new Formatter();

  public static void main(String[] arguments) throws IOException {
    boolean fix = arguments.length == 1 && arguments[0].equals("fix");
    List<String> complaints = new ArrayList<>();
    for (Path source : sources(Path.of(""))) {
      String found = Files.readString(source);
      try {
        String formatted = FORMATTER.formatSourceAndFixImports(found);
        if (!formatted.equals(found) && fix) {
          Files.writeString(source, formatted);
        } else if (!formatted.equals(found)) {
          complaints.add(source + ": not in google-java-format");
        }
      } catch (FormatterException e) {
        complaints.add(source + ": cannot be parsed: " + e.getMessage());
      }
    }
    if (!complaints.isEmpty()) {
      complaints.forEach(System.err::println);
      System.err.println(
          complaints.size() + " file(s). To format: mvn -N -Pformat process-sources");
      System.exit(1);
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !isBuildOutput(file))
          .sorted()
          .toList();
    }
  }

  private static boolean isBuildOutput(Path file) {
    for (Path folder : file) {
      if (folder.toString().equals("target")) {
        return true;
      }
    }
    return false;
  }
}
