package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CifarRecipeTest {
  @Test
  void namesAreThoseOfTheConfigurations() {
    assertEquals(
        List.of("80sec", "19pct", "18pct", "13pct", "11pct"),
        List.copyOf(CifarRecipe.BY_NAME.keySet()));
  }

  @Test
  void dropsAreThePublishedOnesAtThePublishedLength() {
    assertArrayEquals(new int[] {8}, CifarRecipe.SECONDS_80.drops(10));
    assertArrayEquals(new int[] {120, 130}, CifarRecipe.PERCENT_18.drops(140));
    assertEquals(520, CifarRecipe.PERCENT_11.epochs());
  }

  @Test
  void shortRunsKeepTheProportions() {
    assertArrayEquals(new int[] {12, 13}, CifarRecipe.PERCENT_18.drops(14));
    assertArrayEquals(new int[] {1}, CifarRecipe.PERCENT_18.drops(1));
  }
}
