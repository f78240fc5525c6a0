package dev.alexandrite.core.checkpoint;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.RecordUpgrades;
import java.util.List;

/**
 * The formats that manifests were written in. All of them are read for ever: each but the present
 * one has a step to the next, and an object of an earlier format takes all steps that follow.
 */
final class Formats {
  /** The step from each format to the next, that of format 1 first. */
  private static final List<RecordUpgrades> STEPS = List.of(new Format1());

  /** What is written. */
  static final int PRESENT = STEPS.size() + 1;

  private Formats() {}

  static boolean isKnown(long version) {
    return version >= 1 && version <= PRESENT;
  }

  /** What brings the objects of a known format into the present form. */
  static RecordUpgrades upgrades(int version) {
    List<RecordUpgrades> steps = STEPS.subList(version - 1, STEPS.size());
    return (record, object) -> {
      Json.Obj form = object;
      for (RecordUpgrades step : steps) {
        form = step.upgrade(record, form);
      }
      return form;
    };
  }
}
