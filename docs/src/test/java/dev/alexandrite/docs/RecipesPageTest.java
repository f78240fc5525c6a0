package dev.alexandrite.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Lamb;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.Recipes;
import dev.alexandrite.train.RmsProp;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the page about recipes, which was written from their sources, is what they do. */
final class RecipesPageTest {
  private static final int SETTINGS = 7;

  @Test
  void theTableHasEveryRecipe() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("recipes.md").toAbsolutePath())) {
      List<List<String>> rows =
          lines
              .filter(line -> line.startsWith("| `"))
              .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
              .map(cells -> cells.subList(0, SETTINGS))
              .toList();
      List<List<String>> expected =
          Recipes.byName().entrySet().stream()
              .map(recipe -> settings(recipe.getKey(), recipe.getValue().get()))
              .toList();
      assertEquals(expected, rows);
    }
  }

  private static List<String> settings(String name, TrainingRecipe recipe) {
    return List.of(
        "`" + name + "`",
        rule(recipe.optimizer()),
        String.valueOf(recipe.optimizer().learningRate()),
        String.valueOf(recipe.optimizer().weightDecay()).replace(".0E", "e"),
        "`" + recipe.schedule().description().orElseThrow() + "`",
        String.valueOf(recipe.batchSize()),
        String.valueOf(recipe.epochs()));
  }

  /** The rule's name; the page says that every momentum is 0.9. */
  private static String rule(Optimizer optimizer) {
    return switch (optimizer) {
      case Sgd sgd -> {
        assertEquals(0.9, sgd.momentum());
        yield sgd.form() == Sgd.Form.PAPER ? "SGD of the paper" : "SGD of PyTorch";
      }
      case RmsProp rms -> {
        assertEquals(0.9, rms.momentum());
        yield "RMSprop";
      }
      case AdamW _ -> "AdamW";
      case Lamb _ -> "LAMB";
    };
  }
}
