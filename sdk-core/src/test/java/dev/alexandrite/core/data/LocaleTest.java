package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.data.ImageFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names of classes are stored: those that a process cannot decode are refused, not made one. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere names of files are Unicode")
class LocaleTest {
  @TempDir Path root;

  /** Lists the folder that it is given. */
  public static void main(String[] arguments) {
    try {
      System.out.println("FOUND " + ImageFolder.of(Path.of(arguments[0])).classNames().size());
    } catch (DataException e) {
      System.out.println("REFUSED " + e.getMessage());
    }
  }

  @Test
  void classNamesThatCannotBeDecodedAreRefused() throws IOException, InterruptedException {
    Path picture =
        Files.write(root.resolve("1.png"), TestImages.encode(TestImages.picture(8, 8), "png"));
    // This process may have a locale in which it cannot name them: 猫 and 犬 in UTF-8.
    String make =
        "cd $1; for c in '\\347\\214\\253' '\\347\\212\\254';"
            + " do d=$(printf $c); mkdir $d; cp $2 $d; done";
    Process made =
        new ProcessBuilder("sh", "-c", make, "sh", root.toString(), picture.toString())
            .inheritIO()
            .start();
    assertEquals(0, made.waitFor());
    assertEquals("FOUND 2", list("C.UTF-8"));
    String refusal = list("C");
    assertTrue(refusal.startsWith("REFUSED ") && refusal.contains("LC_ALL=C.UTF-8"), refusal);
  }

  private String list(String locale) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LocaleTest.class.getName(),
                root.toString())
            .redirectErrorStream(true);
    builder.environment().put("LC_ALL", locale);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().reduce("", (before, last) -> last);
  }
}
