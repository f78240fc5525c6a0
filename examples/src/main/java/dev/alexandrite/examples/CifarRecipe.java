package dev.alexandrite.examples;

import dev.alexandrite.model.CifarNets;
import dev.alexandrite.model.Recipe;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** How long Krizhevsky trained each network at the full rate, a tenth and a hundredth of it. */
enum CifarRecipe {
  SECONDS_80("80sec", CifarNets::layers80sec, 8, 2),
  PERCENT_19("19pct", CifarNets::layers19pct, 120, 10, 10),
  PERCENT_18("18pct", CifarNets::layers18pct, 120, 10, 10),
  PERCENT_13("13pct", CifarNets::layers13pct, 140, 10, 10),
  PERCENT_11("11pct", CifarNets::layers11pct, 500, 10, 10);

  static final Map<String, CifarRecipe> BY_NAME = byName();

  private final String label;
  private final Supplier<Recipe> model;
  private final int[] levels;

  CifarRecipe(String label, Supplier<Recipe> model, int... levels) {
    this.label = label;
    this.model = model;
    this.levels = levels;
  }

  Recipe model() {
    return model.get();
  }

  /** All levels together. */
  int epochs() {
    return Arrays.stream(levels).sum();
  }

  /** The epochs at which the rate drops, in a run of another length in proportion. */
  int[] drops(int runEpochs) {
    int[] drops = new int[levels.length - 1];
    int passed = 0;
    for (int i = 0; i < drops.length; i++) {
      passed += levels[i];
      drops[i] = Math.toIntExact(Math.round((double) runEpochs * passed / epochs()));
    }
    return Arrays.stream(drops).distinct().toArray();
  }

  /** Whether the network sees crops, and so is tested on ten of them. */
  boolean crops() {
    return this == PERCENT_13 || this == PERCENT_11;
  }

  private static Map<String, CifarRecipe> byName() {
    Map<String, CifarRecipe> recipes = new LinkedHashMap<>();
    for (CifarRecipe recipe : values()) {
      recipes.put(recipe.label, recipe);
    }
    return recipes;
  }
}
