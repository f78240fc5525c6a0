package dev.alexandrite.cli;

import dev.alexandrite.augment.Resize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code N} for the shorter side, {@code HxW} to squash. */
final class ResizeConverter implements ITypeConverter<Resize> {
  ResizeConverter() {}

  @Override
  public Resize convert(String word) {
    String[] sides = word.split("x", -1);
    try {
      if (sides.length == 1) {
        return new Resize.ShorterSide(Integer.parseInt(word));
      }
      if (sides.length == 2) {
        return new Resize.Squash(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
      }
    } catch (IllegalArgumentException e) {
      throw wrong(word);
    }
    throw wrong(word);
  }

  private static TypeConversionException wrong(String word) {
    return new TypeConversionException(
        "expected a size such as 256 or 256x256, found '" + word + "'");
  }

  /** As it is written. */
  static String text(Resize resize) {
    return switch (resize) {
      case Resize.ShorterSide side -> Integer.toString(side.pixels());
      case Resize.Squash squash -> squash.height() + "x" + squash.width();
      case Resize.None none -> none.height() + "x" + none.width();
    };
  }
}
