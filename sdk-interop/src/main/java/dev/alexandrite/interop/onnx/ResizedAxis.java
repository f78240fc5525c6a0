package dev.alexandrite.interop.onnx;

/**
 * An axis that is resized.
 *
 * @param index which of an example
 * @param in its size
 * @param out the new size
 * @param scale the factor, of which the new size may be rounded
 * @param from where a region of interest begins, as a part of the axis
 * @param to where it ends
 */
record ResizedAxis(int index, int in, int out, double scale, double from, double to) {
  boolean isIdentity() {
    return in == out && scale == 1;
  }

  /** Where an element of the output lies between those of the input. */
  double place(String coordinates, int i) {
    double exact = scale * in;
    return switch (coordinates) {
      case "half_pixel" -> (i + 0.5) / scale - 0.5;
      case "pytorch_half_pixel" -> exact > 1 ? (i + 0.5) / scale - 0.5 : 0;
      case "half_pixel_symmetric" -> in / 2.0 * (1 - out / exact) + (i + 0.5) / scale - 0.5;
      case "align_corners" -> exact == 1 ? 0 : i * (in - 1) / (exact - 1);
      case "asymmetric" -> i / scale;
      case "tf_half_pixel_for_nn" -> (i + 0.5) / scale;
      case "tf_crop_and_resize" ->
          from * (in - 1)
              + (out > 1 ? i * (to - from) * (in - 1) / (out - 1) : (to - from) * (in - 1) / 2);
      default -> throw new Refusal("attribute 'coordinate_transformation_mode' is unknown");
    };
  }
}
