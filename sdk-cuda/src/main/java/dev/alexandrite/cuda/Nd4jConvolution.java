package dev.alexandrite.cuda;

import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.SequencePlan;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Convolutions by ND4J's own operators, a group at a time over a zero-padded copy of x. */
final class Nd4jConvolution {
  /** {@code conv2d}'s number for padding that was made beforehand. */
  private static final long VALID = 0;

  private static final long NCHW = 0;

  /** {@code conv2d}'s number for weights {@code [filters, channels, height, width]}. */
  private static final long OIHW = 1;

  /** Elements of unrolled windows at a time: 64 MiB. */
  private static final long UNROLLED = 1 << 24;

  private final ConvolutionGeometry g;
  private final long groupChannels;
  private final long groupFilters;
  private final long paddedHeight;
  private final long paddedWidth;
  private final long positions;
  private final long depth;

  private Nd4jConvolution(ConvolutionGeometry g) {
    this.g = g;
    this.groupChannels = g.channels() / g.groups();
    this.groupFilters = g.filters() / g.groups();
    this.paddedHeight = (long) g.padTop() + g.height() + g.padBottom();
    this.paddedWidth = (long) g.padLeft() + g.width() + g.padRight();
    this.positions = (long) g.outHeight() * g.outWidth();
    this.depth = g.reduction();
  }

  static OpPlan plan(ConvolutionOp op, Nd4jBackend backend, int capacity) {
    if (!op.shared()) {
      return Nd4jLocallyConnected.plan(op, backend, capacity);
    }
    var convolution = new Nd4jConvolution(op.geometry());
    return switch (op) {
      case ConvolutionOp.Forward forward ->
          new Nd4jPlan(
              backend,
              "conv2d",
              convolution.groupElements(capacity),
              (tensors, rows) -> convolution.forward(forward, tensors, rows));
      case ConvolutionOp.NormalizedForward fused -> SequencePlan.of(fused, backend, capacity);
      case ConvolutionOp.InputGradient _ ->
          new Nd4jPlan(
              backend,
              "conv2d_input_bp",
              convolution.groupElements(capacity),
              convolution::inputGradient);
      case ConvolutionOp.WeightGradient gradient ->
          new Nd4jPlan(
              backend,
              "im2col+matmul",
              convolution.groupElements(capacity) + convolution.unrolledElements(capacity),
              (tensors, rows) -> convolution.weightGradient(gradient, tensors, rows));
    };
  }

  /** A padded group of x and a group of y. */
  private long groupElements(long rows) {
    return rows * (paddedElements() + groupFilters * positions);
  }

  private long paddedElements() {
    return groupChannels * paddedHeight * paddedWidth;
  }

  private Maps padded(Tensors tensors, long rows) {
    return Maps.dense(
        tensors.scratch(rows * paddedElements()), rows, groupChannels, paddedHeight, paddedWidth);
  }

  private Maps body(Maps padded) {
    return padded.window(g.padTop(), g.padLeft(), g.height(), g.width());
  }

  private Maps y(Nd4jBuffer buffer, long rows) {
    return Maps.dense(buffer, rows, g.filters(), g.outHeight(), g.outWidth());
  }

  private Maps groupY(Tensors tensors, long rows) {
    return Maps.dense(
        tensors.scratch(rows * groupFilters * positions),
        rows,
        groupFilters,
        g.outHeight(),
        g.outWidth());
  }

  private INDArray groupWeights(Nd4jBuffer weights, long group) {
    return weights
        .part(group * groupFilters * depth, groupFilters * depth)
        .view(groupFilters, groupChannels, g.kernelHeight(), g.kernelWidth());
  }

  private long[] window(long... more) {
    long[] arguments = new long[9 + more.length];
    arguments[0] = g.kernelHeight();
    arguments[1] = g.kernelWidth();
    arguments[2] = g.strideY();
    arguments[3] = g.strideX();
    arguments[6] = g.dilationY();
    arguments[7] = g.dilationX();
    arguments[8] = VALID;
    System.arraycopy(more, 0, arguments, 9, more.length);
    return arguments;
  }

  private Nd4jPlan.Script forward(ConvolutionOp.Forward op, Tensors tensors, int rows) {
    Maps x = Maps.dense(tensors.input(0), rows, g.channels(), g.height(), g.width());
    Maps y = y(tensors.output(0), rows);
    Maps padded = padded(tensors, rows);
    Maps groupY = groupY(tensors, rows);
    INDArray paddedArray = padded.array();
    INDArray body = body(padded).array();
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> paddedArray.assign(0));
    for (long group = 0; group < g.groups(); group++) {
      INDArray groupX = x.channels(group * groupChannels, groupChannels).array();
      steps.add(() -> body.assign(groupX));
      List<INDArray> inputs =
          new ArrayList<>(List.of(paddedArray, groupWeights(tensors.input(1), group)));
      if (op.bias()) {
        inputs.add(tensors.input(2).part(group * groupFilters, groupFilters).view(groupFilters));
      }
      INDArray result = groupY.array();
      steps.add(Native.of("conv2d", inputs, List.of(result), window(NCHW, OIHW)));
      INDArray target = y.channels(group * groupFilters, groupFilters).array();
      steps.add(
          op.activation() == Activation.RELU
              ? () -> target.assign(Transforms.relu(result, false))
              : () -> target.assign(result));
    }
    return _ -> steps.forEach(Runnable::run);
  }

  private Nd4jPlan.Script inputGradient(Tensors tensors, int rows) {
    Maps dy = y(tensors.input(0), rows);
    Maps dx = Maps.dense(tensors.output(0), rows, g.channels(), g.height(), g.width());
    Maps padded = padded(tensors, rows);
    Maps groupY = groupY(tensors, rows);
    INDArray shape = tensors.integers(rows, groupChannels, paddedHeight, paddedWidth);
    INDArray body = body(padded).array();
    List<Runnable> steps = new ArrayList<>();
    for (long group = 0; group < g.groups(); group++) {
      INDArray from = dy.channels(group * groupFilters, groupFilters).array();
      INDArray groupGradient = groupY.array();
      steps.add(() -> groupGradient.assign(from));
      steps.add(
          Native.of(
              "conv2d_input_bp",
              List.of(shape, groupWeights(tensors.input(1), group), groupGradient),
              List.of(padded.array()),
              window(NCHW, OIHW)));
      INDArray target = dx.channels(group * groupChannels, groupChannels).array();
      steps.add(() -> target.assign(body));
    }
    return _ -> steps.forEach(Runnable::run);
  }

  /** Examples whose windows are unrolled at a time. */
  private long together(long rows) {
    return Math.clamp(UNROLLED / (depth * positions), 1, rows);
  }

  /** Unrolled windows, dy with examples side by side, and a part of the gradient. */
  private long unrolledElements(long rows) {
    return together(rows) * positions * (depth + groupFilters) + groupFilters * depth;
  }

  /**
   * Windows unrolled to {@code [depth, rows·positions]} meet dy {@code [filters, rows·positions]}.
   */
  private Nd4jPlan.Script weightGradient(
      ConvolutionOp.WeightGradient op, Tensors tensors, int rows) {
    Maps x = Maps.dense(tensors.input(0), rows, g.channels(), g.height(), g.width());
    Maps dy = y(tensors.input(1), rows);
    Maps padded = padded(tensors, rows);
    INDArray paddedArray = padded.array();
    INDArray body = body(padded).array();
    long together = together(rows);
    Nd4jBuffer unrolled = tensors.scratch(together * positions * depth);
    Nd4jBuffer turned = tensors.scratch(together * positions * groupFilters);
    INDArray part = tensors.scratch(new long[] {groupFilters, depth});
    List<Runnable> steps = new ArrayList<>();
    steps.add(() -> paddedArray.assign(0));
    for (long group = 0; group < g.groups(); group++) {
      INDArray groupX = x.channels(group * groupChannels, groupChannels).array();
      steps.add(() -> body.assign(groupX));
      INDArray sum =
          tensors
              .output(0)
              .part(group * groupFilters * depth, groupFilters * depth)
              .view(groupFilters, depth);
      for (long first = 0; first < rows; first += together) {
        long count = Math.min(together, rows - first);
        long columns = count * positions;
        steps.add(
            Native.of(
                "im2col",
                List.of(padded.examples(first, count).array()),
                List.of(unrolledByExample(unrolled, count)),
                window()));
        INDArray from =
            dy.examples(first, count).channels(group * groupFilters, groupFilters).flat();
        INDArray to =
            turned.view(
                0, new long[] {count, groupFilters, positions}, new long[] {positions, columns, 1});
        steps.add(() -> to.assign(from));
        INDArray target = first == 0 ? sum : part;
        steps.add(
            Native.product(
                turned.view(groupFilters, columns),
                false,
                unrolled.view(depth, columns),
                true,
                target));
        if (first > 0) {
          steps.add(() -> sum.addi(part));
        }
      }
    }
    if (op.bias()) {
      INDArray all = dy.flat();
      INDArray biases = tensors.output(1, g.filters());
      steps.add(() -> all.sum(biases, false, 0, 2));
    }
    return _ -> steps.forEach(Runnable::run);
  }

  /**
   * {@code [count, channels, ky, kx, y, x]} over memory {@code [channels, ky, kx, count, y, x]}.
   */
  private INDArray unrolledByExample(Nd4jBuffer unrolled, long count) {
    long tap = count * positions;
    return unrolled.view(
        0,
        new long[] {
          count, groupChannels, g.kernelHeight(), g.kernelWidth(), g.outHeight(), g.outWidth()
        },
        new long[] {
          positions,
          (long) g.kernelHeight() * g.kernelWidth() * tap,
          g.kernelWidth() * tap,
          tap,
          g.outWidth(),
          1
        });
  }
}
