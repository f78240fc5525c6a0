import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the version that the SDK says of itself: Maven's, and while it is a snapshot the commit
 * that is checked out, as {@code 0.1.0-SNAPSHOT+1c30cbfe}; started by the pom of sdk-api. Git's
 * files are read without git; where there are none, as in an archive of the sources, the commit is
 * left out.
 */
final class WriteVersion {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
  private static final int SHOWN = 8;

  public static void main(String[] arguments) throws IOException {
    Path checkout = Path.of(arguments[0]);
    String version = arguments[1];
    Path file = Path.of(arguments[2]);
    Optional<String> commit =
        version.endsWith("-SNAPSHOT") ? commit(checkout.resolve(".git")) : Optional.empty();
    String text = version + commit.map(it -> "+" + it.substring(0, SHOWN)).orElse("") + "\n";
    // A file that says the same keeps its time, for builds that look at it.
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }

  private static Optional<String> commit(Path git) throws IOException {
    Path folder = git;
    if (Files.isRegularFile(git)) { // of a work tree beside the first one
      folder = git.resolveSibling(after("gitdir:", Files.readString(git)));
    }
    Path head = folder.resolve("HEAD");
    if (!Files.isRegularFile(head)) {
      return Optional.empty();
    }
    String text = Files.readString(head).strip();
    return text.startsWith("ref:") ? named(folder, after("ref:", text)) : checked(text);
  }

  private static Optional<String> named(Path folder, String reference) throws IOException {
    Path common = folder;
    if (Files.isRegularFile(folder.resolve("commondir"))) {
      common = folder.resolve(Files.readString(folder.resolve("commondir")).strip());
    }
    Path loose = common.resolve(reference);
    if (Files.isRegularFile(loose)) {
      return checked(Files.readString(loose).strip());
    }
    Path packed = common.resolve("packed-refs");
    if (!Files.isRegularFile(packed)) {
      return Optional.empty();
    }
    return Files.readAllLines(packed).stream()
        .filter(line -> line.endsWith(" " + reference))
        .findFirst()
        .flatMap(line -> checked(line.substring(0, line.indexOf(' '))));
  }

  private static Optional<String> checked(String text) {
    Matcher commit = COMMIT.matcher(text);
    return commit.matches() ? Optional.of(text) : Optional.empty();
  }

  private static String after(String word, String text) {
    return text.strip().substring(word.length()).strip();
  }
}
