package dev.alexandrite.interop.caffe;

import dev.alexandrite.interop.proto.caffe.ConvolutionParameter;
import dev.alexandrite.interop.proto.caffe.LRNParameter;
import dev.alexandrite.interop.proto.caffe.PoolingParameter;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.Ties;
import dev.alexandrite.tensor.WindowAxis;
import java.util.List;

/** Layers whose outputs see a window of the maps. */
final class WindowLayers {
  private WindowLayers() {}

  static String convolution(Site site) {
    CaffeLayer layer = site.layer();
    ConvolutionParameter c = layer.parameter().getConvolutionParam();
    layer.require(c.getAxis() == 1, "axis " + c.getAxis() + ", expected 1, the channels");
    Initializer weights =
        layer.filler(
            c.hasWeightFiller(), c.getWeightFiller(), new Initializer.HeNormal(), site.notes());
    Initializer biases =
        layer.filler(
            c.hasBiasFiller(), c.getBiasFiller(), new Initializer.Constant(0), site.notes());
    Conv2d conv =
        Conv2d.of(layer.size("num_output", c.getNumOutput()), vertical(layer, c), side(layer, c))
            .groups(layer.size("group", c.getGroup()))
            .options(layer.options(weights, biases));
    return site.add(c.getBiasTerm() ? conv : conv.noBias(), site.input());
  }

  private static WindowAxis vertical(CaffeLayer layer, ConvolutionParameter c) {
    return new WindowAxis(
        c.hasKernelH()
            ? layer.size("kernel_h", c.getKernelH())
            : of(layer, "kernel_size", c.getKernelSizeList(), 0, 0),
        c.hasStrideH() ? c.getStrideH() : of(layer, "stride", c.getStrideList(), 0, 1),
        of(layer, "dilation", c.getDilationList(), 0, 1),
        c.hasPadH() ? c.getPadH() : of(layer, "pad", c.getPadList(), 0, 0),
        c.hasPadH() ? c.getPadH() : of(layer, "pad", c.getPadList(), 0, 0));
  }

  private static WindowAxis side(CaffeLayer layer, ConvolutionParameter c) {
    return new WindowAxis(
        c.hasKernelW()
            ? layer.size("kernel_w", c.getKernelW())
            : of(layer, "kernel_size", c.getKernelSizeList(), 1, 0),
        c.hasStrideW() ? c.getStrideW() : of(layer, "stride", c.getStrideList(), 1, 1),
        of(layer, "dilation", c.getDilationList(), 1, 1),
        c.hasPadW() ? c.getPadW() : of(layer, "pad", c.getPadList(), 1, 0),
        c.hasPadW() ? c.getPadW() : of(layer, "pad", c.getPadList(), 1, 0));
  }

  /** One number is for both axes. */
  private static int of(CaffeLayer layer, String what, List<Integer> sizes, int axis, int none) {
    layer.require(
        sizes.size() <= 2, what + " is given " + sizes.size() + " times, expected once or twice");
    return sizes.isEmpty() ? none : layer.size(what, sizes.get(Math.min(axis, sizes.size() - 1)));
  }

  /** Sizes are rounded up, and a mean counts the padding in its divisor. */
  static String pooling(Site site) {
    CaffeLayer layer = site.layer();
    PoolingParameter p = layer.parameter().getPoolingParam();
    Shape maps = site.shape(site.input());
    layer.require(maps.rank() == 3, "it pools maps [C, H, W], found " + maps);
    WindowAxis vertical;
    WindowAxis horizontal;
    if (p.getGlobalPooling()) {
      vertical = WindowAxis.of(maps.height());
      horizontal = WindowAxis.of(maps.width());
    } else {
      vertical =
          WindowAxis.of(p.hasKernelH() ? p.getKernelH() : p.getKernelSize())
              .stride(p.hasStrideH() ? p.getStrideH() : p.getStride())
              .pad(p.hasPadH() ? p.getPadH() : p.getPad());
      horizontal =
          WindowAxis.of(p.hasKernelW() ? p.getKernelW() : p.getKernelSize())
              .stride(p.hasStrideW() ? p.getStrideW() : p.getStride())
              .pad(p.hasPadW() ? p.getPadW() : p.getPad());
    }
    boolean ceil = !p.getGlobalPooling() && p.getRoundMode() == PoolingParameter.RoundMode.CEIL;
    return switch (p.getPool()) {
      case MAX -> site.add(new MaxPool(vertical, horizontal, ceil, Ties.FIRST), site.input());
      case AVE -> site.add(new AveragePool(vertical, horizontal, ceil, true), site.input());
      case STOCHASTIC -> throw layer.refuse("stochastic pooling is not supported; use MAX or AVE");
    };
  }

  static String responseNorm(Site site) {
    LRNParameter lrn = site.layer().parameter().getLrnParam();
    int size = site.layer().size("local_size", lrn.getLocalSize());
    site.layer().require(size % 2 == 1, "local_size is " + size + ", expected an odd number");
    boolean within = lrn.getNormRegion() == LRNParameter.NormRegion.WITHIN_CHANNEL;
    return site.add(
        LocalResponseNorm.of(size)
            .alpha(CaffeLayer.decimal(lrn.getAlpha()))
            .beta(CaffeLayer.decimal(lrn.getBeta()))
            .k(within ? 1 : CaffeLayer.decimal(lrn.getK())) // Caffe reads no k within maps
            .withinMap(within),
        site.input());
  }
}
