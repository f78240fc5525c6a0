package dev.alexandrite.model;

import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;

/** Refuses illegal geometries of convolutions and locally connected layers. */
final class ConvolutionCheck {
  private ConvolutionCheck() {}

  static Shape output(String node, ConvolutionGeometry g) {
    Require.positive(node, "the number of filters", g.filters());
    Require.window(node, g.vertical(), g.horizontal());
    groups(node, g);
    Require.fits(node, g.vertical(), g.horizontal(), g.input());
    return Require.shape(node, "the output", g.filters(), g.outHeight(), g.outWidth());
  }

  private static void groups(String node, ConvolutionGeometry g) {
    Require.positive(node, "the number of groups", g.groups());
    Require.that(
        g.channels() % g.groups() == 0,
        node,
        g.groups()
            + " groups do not divide the "
            + g.channels()
            + " input channels; use a divisor of "
            + g.channels());
    Require.that(
        g.filters() % g.groups() == 0,
        node,
        g.groups()
            + " groups do not divide the "
            + g.filters()
            + " filters; use a multiple of "
            + g.groups());
  }
}
