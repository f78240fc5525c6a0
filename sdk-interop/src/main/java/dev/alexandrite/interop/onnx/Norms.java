package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.interop.onnx.Value.Known;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.LayerNorm;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Reduction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Normalisations: those of batches and layers by their layers, others composed. */
final class Norms {
  private static final double DEFAULT_MOMENTUM = 0.1;

  private Norms() {}

  static Value batch(NodeCall call) {
    Attributes attributes = call.attributes();
    Refusal.unless(
        !attributes.flag("training_mode", false),
        "training_mode 1, which normalises by the batch; export the model for inference");
    Refusal.unless(
        call.opset() >= 9 || attributes.flag("spatial", true),
        "spatial 0, which normalises every place by its own statistics");
    for (int output = 1; output < call.outputs(); output++) {
      Refusal.unless(
          !call.hasOutput(output), "outputs of the training form; export the model for inference");
    }
    Composer c = call.composer();
    Computed x = examples(call);
    Refusal.unless(x.shape().rank() >= 1, "a batch of scalars, which have no channels");
    int channels = x.shape().get(0);
    List<FloatData> values =
        List.of(
            Images.vector(call, 1, "the scale", channels),
            Images.vector(call, 2, "the shift", channels),
            Images.vector(call, 3, "the running mean", channels),
            Images.vector(call, 4, "the running variance", channels));
    double momentum = 1 - (double) attributes.real("momentum", 0.9f);
    BatchNorm layer =
        BatchNorm.of()
            .epsilon(attributes.real("epsilon", 1e-5f))
            .momentum(momentum > 0 && momentum <= 1 ? momentum : DEFAULT_MOMENTUM);
    String wish = Images.wish(call.floats(1, "the scale"));
    int rank = x.shape().rank();
    List<Integer> maps =
        rank == 1 || rank == 3 ? x.sizes() : List.of(channels, 1, x.shape().elements() / channels);
    Computed y = c.layer(layer, false, wish, values, c.reshape(x, maps));
    return Images.batched(call, c.reshape(y, x.sizes()));
  }

  /** One example each; a batch that is no batch axis has to be of one. */
  private static Computed examples(NodeCall call) {
    Computed x = call.x();
    if (x.perExample()) {
      return x;
    }
    Refusal.unless(
        x.rank() >= 2 && x.shape().get(0) == 1,
        call.op() + " of " + x.text() + ", expected a batch [N×C×…]");
    return call.composer().reshape(x, x.sizes().subList(1, x.rank()));
  }

  /** Also answers mean and inverse deviation, where they are asked for. */
  static List<Value> layer(NodeCall call) {
    Composer c = call.composer();
    Computed x = call.x();
    int axis = call.inner(call.attributes().whole("axis", -1), x);
    List<Integer> sizes = x.sizes().subList(axis, x.shape().rank());
    float epsilon = call.attributes().real("epsilon", 1e-5f);
    List<Value> results = new ArrayList<>();
    Floats scale = call.value(1) instanceof Floats f && fits(f, sizes) ? f : null;
    @Nullable FloatData shift = shift(call, sizes);
    if (scale != null && shift != null) {
      LayerNorm layer = LayerNorm.of(sizes.size()).epsilon(epsilon);
      results.add(c.layer(layer, false, Images.wish(scale), List.of(scale.data(), shift), x));
    } else {
      Computed normal = normalised(c, x, axes(axis, x), epsilon);
      Value scaled = c.binary(BinaryFunction.MULTIPLY, normal, call.value(1));
      results.add(call.has(2) ? c.binary(BinaryFunction.ADD, scaled, call.value(2)) : scaled);
    }
    if (call.hasOutput(1) || call.hasOutput(2)) {
      Computed mean = c.reduce(Reduction.MEAN, x, axes(axis, x), true);
      results.add(mean);
      results.add(c.power(deviation(c, x, mean, axes(axis, x), epsilon), -1));
    }
    return results;
  }

  private static @Nullable FloatData shift(NodeCall call, List<Integer> sizes) {
    if (!call.has(2)) {
      return new FloatData.Filled(0, Sizes.count(sizes));
    }
    return call.value(2) instanceof Floats f && fits(f, sizes) ? f.data() : null;
  }

  private static boolean fits(Floats floats, List<Integer> sizes) {
    return !floats.perExample() && floats.sizes().equals(sizes);
  }

  private static List<Integer> axes(int from, Computed x) {
    return IntStream.range(from, x.shape().rank()).boxed().toList();
  }

  private static Computed normalised(Composer c, Computed x, List<Integer> axes, double epsilon) {
    Computed mean = c.reduce(Reduction.MEAN, x, axes, true);
    Computed centred = c.binary(BinaryFunction.SUBTRACT, x, mean);
    return c.binary(BinaryFunction.DIVIDE, centred, deviation(c, x, mean, axes, epsilon));
  }

  private static Computed deviation(
      Composer c, Computed x, Computed mean, List<Integer> axes, double epsilon) {
    Computed centred = c.binary(BinaryFunction.SUBTRACT, x, mean);
    Computed variance = c.reduce(Reduction.MEAN, c.power(centred, 2), axes, true);
    return c.sqrt(c.shift(variance, epsilon));
  }

  static Value instance(NodeCall call) {
    Composer c = call.composer();
    Computed x = call.x();
    int channel = call.inner(1, x);
    Computed normal =
        normalised(c, x, axes(channel + 1, x), call.attributes().real("epsilon", 1e-5f));
    return scaled(call, normal, x, channel);
  }

  /** Scale and shift belong to channels, before operator set 21 to groups. */
  static Value group(NodeCall call) {
    Composer c = call.composer();
    Computed x = call.x();
    int channel = call.inner(1, x);
    int groups = call.attributes().whole("num_groups", 1);
    int elements = Sizes.count(x.sizes().subList(channel, x.shape().rank()));
    Refusal.unless(
        groups >= 1 && x.shape().get(channel) % groups == 0,
        groups + " groups do not divide the channels of " + x.text());
    List<Integer> grouped = new ArrayList<>(x.sizes().subList(0, channel));
    grouped.addAll(List.of(groups, elements / groups));
    Computed normal =
        normalised(
            c,
            c.reshape(x, grouped),
            List.of(channel + 1),
            call.attributes().real("epsilon", 1e-5f));
    if (call.opset() < 21) {
      return c.reshape((Computed) scaled(call, normal, normal, channel), x.sizes());
    }
    return scaled(call, c.reshape(normal, x.sizes()), x, channel);
  }

  /** Times the second input, plus the third, both along one axis. */
  private static Value scaled(NodeCall call, Computed normal, Computed like, int axis) {
    Composer c = call.composer();
    int behind = like.shape().rank() - axis - 1;
    Computed scale = c.operand(column(call, 1, "the scale", like.shape().get(axis), behind));
    Computed shift = c.operand(column(call, 2, "the shift", like.shape().get(axis), behind));
    return c.binary(BinaryFunction.ADD, c.binary(BinaryFunction.MULTIPLY, normal, scale), shift);
  }

  private static Known column(NodeCall call, int input, String what, int count, int behind) {
    Floats floats = call.floats(input, what);
    Refusal.unless(floats.count() == count, what + " is " + floats.text() + ", expected " + count);
    List<Integer> sizes = new ArrayList<>(List.of(count));
    sizes.addAll(Collections.nCopies(behind, 1));
    return floats.withSizes(false, sizes);
  }

  static Value rootMeanSquare(NodeCall call) {
    Composer c = call.composer();
    Computed x = call.x();
    int axis = call.inner(call.attributes().whole("axis", -1), x);
    Computed mean = c.reduce(Reduction.MEAN, c.power(x, 2), axes(axis, x), true);
    Computed root = c.sqrt(c.shift(mean, call.attributes().real("epsilon", 1e-5f)));
    return c.binary(
        BinaryFunction.MULTIPLY, c.binary(BinaryFunction.DIVIDE, x, root), call.value(1));
  }

  /** What has no length stays as it is. */
  static Value power(NodeCall call) {
    Composer c = call.composer();
    Computed x = call.x();
    List<Integer> axis = List.of(call.inner(call.attributes().whole("axis", -1), x));
    Computed length =
        call.attributes().number("p", 2) == 1
            ? c.reduce(Reduction.SUM, c.abs(x), axis, true)
            : c.sqrt(c.reduce(Reduction.SUM, c.power(x, 2), axis, true));
    return c.binary(BinaryFunction.DIVIDE, x, c.binary(BinaryFunction.ADD, length, c.not(length)));
  }

  static Value meanVariance(NodeCall call) {
    Composer c = call.composer();
    Computed x = call.x();
    List<Integer> given = call.attributes().wholes("axes");
    List<Integer> axes = call.inner(given.isEmpty() ? List.of(0, 2, 3) : given, x);
    Computed mean = c.reduce(Reduction.MEAN, x, axes, true);
    Computed centred = c.binary(BinaryFunction.SUBTRACT, x, mean);
    Computed variance = c.reduce(Reduction.MEAN, c.power(centred, 2), axes, true);
    return c.binary(BinaryFunction.DIVIDE, centred, c.shift(c.sqrt(variance), 1e-9));
  }
}
