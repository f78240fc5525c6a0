package dev.alexandrite.observe.look;

/** What images are for. */
public enum Part {
  /** Those to learn from. */
  TRAINING("training"),
  /** Those held out. */
  VALIDATION("validation");

  private final String text;

  Part(String text) {
    this.text = text;
  }

  /** In lower case, as in {@code training}. */
  @Override
  public String toString() {
    return text;
  }
}
