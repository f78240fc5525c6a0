package dev.alexandrite.classify;

/** What a call does when every arena of a classifier is in use. */
public enum WhenBusy {
  /** Waits until one is free. */
  WAIT,
  /** Throws {@link ClassifierBusyException} at once. */
  REFUSE
}
