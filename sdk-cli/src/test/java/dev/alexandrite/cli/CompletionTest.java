package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  @TempDir Path folder;

  @Test
  void bashParsesTheScriptAndCompletesAnOption() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no /bin/bash here");
    Path script = folder.resolve("completion.sh");
    Files.writeString(script, Typed.line(folder, "completion").ended(Exit.OK).out());

    assertEquals("", bash("bash -n '" + script + "'"));
    String completed =
        bash(
            "source '"
                + script
                + "'; COMP_WORDS=(alexandrite train --epo); COMP_CWORD=2;"
                + " _complete_alexandrite 2>/dev/null; printf '%s ' \"${COMPREPLY[@]}\"");
    assertEquals("--epochs ", completed);
    String nets =
        bash(
            "source '"
                + script
                + "'; COMP_WORDS=(alexandrite train --net t); COMP_CWORD=3;"
                + " _complete_alexandrite 2>/dev/null; printf '%s ' \"${COMPREPLY[@]}\"");
    assertTrue(nets.contains("tiny ") && nets.contains("torchvision "), nets);
  }

  private String bash(String command) throws IOException, InterruptedException {
    Path printed = folder.resolve("printed");
    Process process =
        new ProcessBuilder("/bin/bash", "--norc", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    int exit = process.waitFor();
    String text = Files.readString(printed);
    assertEquals(0, exit, text);
    return text;
  }
}
