package dev.alexandrite.interop.torch;

/** Python's None. */
enum PyNone {
  NONE
}
