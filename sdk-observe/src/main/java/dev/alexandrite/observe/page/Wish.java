package dev.alexandrite.observe.page;

/** What a viewer may ask of a run. */
enum Wish {
  STOP,
  CHECKPOINT
}
