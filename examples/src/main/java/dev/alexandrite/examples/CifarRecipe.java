package dev.alexandrite.examples;

import dev.alexandrite.model.CifarNets;
import dev.alexandrite.model.Recipe;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One of Krizhevsky's networks and how long he trained it.
 *
 * @param name his name
 * @param model makes the network
 * @param levels epochs at the full rate, a tenth of it, and so on
 * @param crops whether the network sees crops, and so is tested on ten of them
 */
record CifarRecipe(String name, Supplier<Recipe> model, List<Integer> levels, boolean crops) {
  /** By his names. */
  static final Map<String, CifarRecipe> BY_NAME = byName();

  /** All levels together. */
  int epochs() {
    return levels.stream().mapToInt(Integer::intValue).sum();
  }

  /** The epochs at which the rate drops, in a run of another length in proportion. */
  int[] drops(int runEpochs) {
    int[] drops = new int[levels.size() - 1];
    int passed = 0;
    for (int i = 0; i < drops.length; i++) {
      passed += levels.get(i);
      drops[i] = Math.toIntExact(Math.round((double) runEpochs * passed / epochs()));
    }
    return Arrays.stream(drops).distinct().toArray();
  }

  private static Map<String, CifarRecipe> byName() {
    Map<String, CifarRecipe> recipes = new LinkedHashMap<>();
    add(recipes, new CifarRecipe("80sec", CifarNets::layers80sec, List.of(8, 2), false));
    add(recipes, new CifarRecipe("19pct", CifarNets::layers19pct, List.of(120, 10, 10), false));
    add(recipes, new CifarRecipe("18pct", CifarNets::layers18pct, List.of(120, 10, 10), false));
    add(recipes, new CifarRecipe("13pct", CifarNets::layers13pct, List.of(140, 10, 10), true));
    add(recipes, new CifarRecipe("11pct", CifarNets::layers11pct, List.of(500, 10, 10), true));
    return recipes;
  }

  private static void add(Map<String, CifarRecipe> recipes, CifarRecipe recipe) {
    recipes.put(recipe.name(), recipe);
  }
}
