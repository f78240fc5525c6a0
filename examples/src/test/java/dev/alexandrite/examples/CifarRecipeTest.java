package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
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
    assertArrayEquals(new int[] {8}, recipe("80sec").drops(10));
    assertArrayEquals(new int[] {120, 130}, recipe("18pct").drops(140));
    assertEquals(520, recipe("11pct").epochs());
  }

  @Test
  void shortRunsKeepTheProportions() {
    assertArrayEquals(new int[] {12, 13}, recipe("18pct").drops(14));
    assertArrayEquals(new int[] {1}, recipe("18pct").drops(1));
  }

  private static CifarRecipe recipe(String name) {
    return Objects.requireNonNull(CifarRecipe.BY_NAME.get(name));
  }
}
