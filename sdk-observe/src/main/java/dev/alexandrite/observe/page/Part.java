package dev.alexandrite.observe.page;

import java.util.Locale;

/** A part of the page that changes by itself. */
enum Part {
  STATUS,
  ANNOUNCE,
  CURVES,
  RUNS,
  SAMPLES,
  FILTERS,
  CONFUSION,
  EPOCHS,
  MESSAGES;

  /** The id of its element. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
