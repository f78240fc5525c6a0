package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.observe.RunFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a run file does to a command, and what a command makes of its options. */
class SettingsTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("run.yaml"), text);
  }

  private Typed summary(String settings, String options) throws IOException {
    return Typed.line(folder, "summary --json" + options + " --config", file(settings));
  }

  @Test
  void everyKeyIsAnOptionAndTheLineWins() throws IOException {
    String settings = "net: tiny\nclasses: 17\nsize: 64\n";
    var fromFile = summary(settings, "").ended(0).json();
    assertEquals("3×64×64", fromFile.string("input"));
    assertEquals(17, fromFile.integer("classes"));

    var overridden = summary(settings, " --classes 5").ended(0).json();
    assertEquals("3×64×64", overridden.string("input"));
    assertEquals(5, overridden.integer("classes"));
  }

  @Test
  void aFlagInTheFileAndOnTheLineIsSet() throws IOException {
    assertEquals("alexnet-tiny", summary("json: true\nnet: tiny\n", "").json().string("network"));
    Typed off = Typed.line(folder, "summary --config", file("json: false\nnet: tiny\n"));
    assertTrue(off.ended(0).out().startsWith("alexnet-tiny\n"), off.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clases: 3 | line 2: 'clases' is no option of summary; did you mean 'classes'?",
        "zzzzzz: 3 | line 2: 'zzzzzz' is no option of summary; alexandrite summary --help",
        "epochs: 3 | line 2: 'epochs' is no option of summary",
        "classes: x | line 2: Invalid value for option '--classes'",
        "classes: [1, 2] | line 2: Invalid value for option '--classes'",
        "json: perhaps | line 2: Invalid value for option '--json'",
        "config: x | line 2: 'config' belongs on the command line alone",
        "help: true | line 2: 'help' belongs on the command line alone",
        "batch: '-3' | --batch must be at least 1, found -3",
      })
  void whatCannotBeSetIsToldByLine(String line, String told) throws IOException {
    Typed typed = summary("net: tiny\n" + line + "\n", "");
    assertTrue(typed.err().contains(told), typed.err());
    assertTrue(typed.exit() != Exit.OK);
    assertEquals("", typed.out());
  }

  @Test
  void aRequiredOptionMayStandInTheFile() throws IOException {
    Path to = folder.resolve("net.safetensors");
    Typed typed = Typed.line(folder, "convert --config", file("to: " + to + "\n"));
    assertTrue(typed.ended(Exit.USAGE).err().contains("there is no trained network"), typed.err());
  }

  /** Written, read and written again: the same text. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "train --epochs 3 --rate 1e-3 --net torchvision --dropout 0.25 --initializer he",
        "train --data pho#tos --mean .1,.2,.3 --std 1,1,1 --order bgr --range unit --resize"
            + " 256x300",
        "train --optimizer adamw --schedule plateau --parallelism towers --early-stop 4 --threads"
            + " 2",
        "find-lr --seed -7 --steps 20 --labels ü:x",
      })
  void effectiveSettingsReadBackAsThemselves(String line) throws IOException {
    CommandSpec given = parsed(line.split(" "));
    String text = EffectiveSettings.of(given);
    RunFile file = RunFile.read(file(text));

    CommandLine again = root();
    CommandLine command = again.getSubcommands().get(given.name());
    command.setDefaultValueProvider(RunFileDefaults.of(file, given.name(), SettingsTest::root));
    again.parseArgs(given.name());
    assertEquals(text, EffectiveSettings.of(command.getCommandSpec()));
  }

  @Test
  void whereARunGoesAndWhoLooksOnIsNoSetting() {
    String text =
        EffectiveSettings.of(
            parsed("train --run r --page --report x.html --tensorboard t --json".split(" ")));
    assertEquals(EffectiveSettings.of(parsed("train")), text);
    assertTrue(text.contains("epochs: 12\n"), text);
  }

  private static CommandSpec parsed(String... words) {
    CommandLine root = root();
    root.parseArgs(words);
    return root.getSubcommands().get(words[0]).getCommandSpec();
  }

  private static CommandLine root() {
    Shell shell =
        new Shell(
            System.out, System.err, Map.of(), false, RunFolders.in(Path.of("target/no-runs")));
    return new Cli(shell).commandLine();
  }
}
