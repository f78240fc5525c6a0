package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.observe.RunFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class SynonymsTest {
  @TempDir Path folder;

  /** A synonym of what is not there any more would suggest nothing. */
  @Test
  void theyAreOfOptionsAndCommandsThatThereAre() {
    Shell shell = new Shell(System.out, System.err, Map.of(), false, RunFolders.in(folder));
    CommandLine root = new Cli(shell).commandLine();
    Set<String> names = new HashSet<>(root.getSubcommands().keySet());
    for (CommandLine command : root.getSubcommands().values()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        names.add(RunFileDefaults.key(option));
      }
    }
    for (String ours : Synonyms.ELSEWHERE.keySet()) {
      assertTrue(names.contains(ours), ours);
    }
  }

  @Test
  void aNameOfTheCommandsOwnIsMeant() {
    assertEquals(Optional.of("--to"), Synonyms.meant("--out", List.of("--model", "--to")));
    assertEquals(Optional.of("--run"), Synonyms.meant("-o", List.of("--run", "--rate")));
    assertEquals(Optional.of("--epochs"), Synonyms.meant("--epoch", List.of("--epochs")));
    assertEquals(Optional.empty(), Synonyms.meant("--lr", List.of("--model")));
  }

  @Test
  void runFilesAreHelpedAsWell() throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), "lr: 0.1\n");
    Typed typed = Typed.line(folder, "train --config", file).ended(Exit.USAGE);
    assertTrue(typed.err().contains("'lr' is no option of train; did you mean 'rate'?"));
  }
}
