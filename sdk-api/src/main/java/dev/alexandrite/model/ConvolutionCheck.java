package dev.alexandrite.model;

import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;

/** Refuses illegal geometries of convolutions and locally connected layers. */
final class ConvolutionCheck {
  private ConvolutionCheck() {}

  static Shape output(String node, ConvolutionGeometry g) {
    Require.positive(node, "the number of filters", g.filters());
    Require.positive(node, "kernel height", g.kernelHeight());
    Require.positive(node, "kernel width", g.kernelWidth());
    Require.positive(node, "vertical stride", g.strideY());
    Require.positive(node, "horizontal stride", g.strideX());
    Require.positive(node, "vertical dilation", g.dilationY());
    Require.positive(node, "horizontal dilation", g.dilationX());
    Require.padding(node, new Padding(g.padTop(), g.padBottom(), g.padLeft(), g.padRight()));
    groups(node, g);
    Require.fits(
        node, "height", g.height(), g.padTop(), g.padBottom(), g.kernelHeight(), g.dilationY());
    Require.fits(
        node, "width", g.width(), g.padLeft(), g.padRight(), g.kernelWidth(), g.dilationX());
    Require.shape(
        node,
        "the padded input",
        g.channels(),
        (long) g.height() + g.padTop() + g.padBottom(),
        (long) g.width() + g.padLeft() + g.padRight());
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
