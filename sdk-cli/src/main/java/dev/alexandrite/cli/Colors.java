package dev.alexandrite.cli;

import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number for each of red, green and blue.
 *
 * @param red the first
 * @param green the second
 * @param blue the third
 */
record Colors(float red, float green, float blue) {
  float[] array() {
    return new float[] {red, green, blue};
  }

  @Override
  public String toString() {
    return red + "," + green + "," + blue;
  }

  /** From {@code a,b,c}. */
  static final class Converter implements ITypeConverter<Colors> {
    Converter() {}

    @Override
    public Colors convert(String word) {
      try {
        double[] values =
            Arrays.stream(word.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
        if (values.length == 3) {
          return new Colors((float) values[0], (float) values[1], (float) values[2]);
        }
      } catch (NumberFormatException e) {
        throw wrong(word);
      }
      throw wrong(word);
    }

    private static TypeConversionException wrong(String word) {
      return new TypeConversionException(
          "expected three numbers such as 0.485,0.456,0.406, found '" + word + "'");
    }
  }
}
