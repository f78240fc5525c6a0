package dev.alexandrite.observe.look;

/** In what an image is odd. An image may be odd in several ways. */
public enum Oddity {
  /** The file's name says another format than its bytes, which are what counts. */
  EXTENSION("extension contradicts content"),
  /** The picture is grey, and most of the others are in colour. */
  GREY("grey among colour"),
  /** The file holds printing colours, which were turned into red, green and blue. */
  CMYK("CMYK"),
  /** The file has transparency, which is dropped: what lies below is shown. */
  TRANSPARENT("transparency, which is dropped"),
  /** The file says by EXIF that the picture is to be turned, which is not done by default. */
  TURNED("turned by EXIF, which is not followed by default"),
  /** The shorter side is less than a quarter of the median one, or shorter than 8 pixels. */
  TINY("tiny"),
  /** The longer side is three times the shorter one, or more. */
  EXTREME_ASPECT("extreme aspect"),
  /** All of it is of one colour, within 8 of 256 levels. */
  ONE_COLOR("one colour only");

  private final String text;

  Oddity(String text) {
    this.text = text;
  }

  /** In words, as in {@code grey among colour}. */
  @Override
  public String toString() {
    return text;
  }
}
