package dev.alexandrite.data;

/** What to do about a file that is no image, is truncated, or cannot be decoded. */
public enum BadImages {
  /** Stop with a {@link dev.alexandrite.DataException} that names the file, when it is read. */
  FAIL,
  /**
   * Decode every file once before anything else, leave the bad ones out, and report them by log and
   * by {@link ImageFolder#report()}.
   */
  SKIP
}
