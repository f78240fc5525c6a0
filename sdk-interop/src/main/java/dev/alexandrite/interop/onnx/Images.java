package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.interop.onnx.Value.Floats;
import dev.alexandrite.model.AdaptiveAveragePool;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Reduce;
import dev.alexandrite.tensor.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operators over feature maps: an example is {@code [C, H, W]}, or {@code [C, W]}. */
final class Images {
  private Images() {}

  /** One example of the input; a batch that is no batch axis has to be of one. */
  static Computed maps(NodeCall call) {
    Computed x = call.x();
    if (!x.perExample() && x.rank() >= 3 && x.shape().get(0) == 1) {
      return call.composer().reshape(x, x.sizes().subList(1, x.rank()));
    }
    Refusal.unless(
        x.perExample(), call.op() + " of " + x.text() + ", expected a batch of maps [N×C×H×W]");
    return x;
  }

  /** Puts the batch of one back that {@link #maps} took away. */
  static Value batched(NodeCall call, Computed y) {
    if (call.value(0).perExample()) {
      return y;
    }
    List<Integer> sizes = new ArrayList<>(y.sizes());
    sizes.addFirst(1);
    return call.composer().reshape(y, sizes);
  }

  static Value convolution(NodeCall call) {
    Composer c = call.composer();
    Computed x = maps(call);
    Floats weights = call.floats(1, "the weights");
    int rank = weights.sizes().size();
    Refusal.unless(rank >= 3, "weights " + weights.text() + ", expected filters×channels×kernel");
    Windows windows =
        Windows.of(call, x.sizes(), Windows.kernel(call, weights.sizes().subList(2, rank)));
    int filters = weights.sizes().getFirst();
    Conv2d layer =
        Conv2d.of(filters, windows.vertical(), windows.horizontal())
            .groups(call.attributes().whole("group", 1));
    requireChannels(x, weights, layer.groups());
    List<FloatData> values = new ArrayList<>(List.of(weights.data()));
    if (call.has(2)) {
      values.add(vector(call, 2, "the biases", filters));
    } else {
      layer = layer.noBias();
    }
    return batched(call, flat(c, layer, wish(weights), values, x));
  }

  private static void requireChannels(Computed x, Floats weights, int groups) {
    long channels = (long) weights.sizes().get(1) * groups;
    Refusal.unless(
        channels == x.shape().get(0),
        "weights "
            + weights.text()
            + " in "
            + groups
            + " groups are for "
            + channels
            + " channels, but the input is "
            + x.text());
  }

  /** A layer over maps of two axes, whose input may have one. */
  static Computed flat(
      Composer c, Layer layer, @Nullable String wish, List<FloatData> values, Computed x) {
    List<Integer> input = x.sizes();
    Computed y = c.layer(layer, false, wish, values, c.reshape(x, Windows.flat(input)));
    return c.reshape(y, Windows.back(input, y.sizes()));
  }

  /** The values of a vector, one a channel. */
  static FloatData vector(NodeCall call, int input, String what, int count) {
    Floats floats = call.floats(input, what);
    Refusal.unless(
        floats.count() == count,
        what + " are " + floats.text() + ", expected " + count + " numbers");
    return floats.data();
  }

  /** What a layer is called after its weights; null where their name says nothing. */
  static @Nullable String wish(Floats weights) {
    String name = weights.name();
    return name != null && LayerNames.isChosen(name) ? LayerNames.layerOf(name) : null;
  }

  static Value maxPooling(NodeCall call) {
    Refusal.unless(
        !call.hasOutput(1) || call.attributes().number("storage_order", 0) == 0,
        "places of maxima in column-major order");
    boolean up = call.attributes().flag("ceil_mode", false);
    return Pools.of(
        call,
        (vertical, horizontal) -> {
          MaxPool layer = MaxPool.of(vertical, horizontal);
          return up ? layer.roundUp() : layer;
        });
  }

  static Value averagePooling(NodeCall call) {
    boolean up = call.attributes().flag("ceil_mode", false);
    boolean countPadding = call.attributes().flag("count_include_pad", false);
    return Pools.of(
        call,
        (vertical, horizontal) -> {
          AveragePool layer = AveragePool.of(vertical, horizontal).countPadding(countPadding);
          return up ? layer.roundUp() : layer;
        });
  }

  static Value globalAverage(NodeCall call) {
    Computed x = maps(call);
    return batched(
        call,
        x.shape().rank() == 3
            ? call.composer().layer(AdaptiveAveragePool.of(1), false, x)
            : global(call, x, Reduction.MEAN));
  }

  static Value globalMaximum(NodeCall call) {
    return batched(call, global(call, maps(call), Reduction.MAX));
  }

  private static Computed global(NodeCall call, Computed x, Reduction reduction) {
    List<Integer> axes = IntStream.range(1, x.shape().rank()).boxed().toList();
    Refusal.unless(!axes.isEmpty(), "a global pooling of " + x.text() + ", which has no maps");
    return call.composer().layer(new Reduce(reduction, axes, true), false, x);
  }

  /** ONNX's even windows lean to later channels, the layer's to earlier ones: they are mirrored. */
  static Value localResponseNorm(NodeCall call) {
    Composer c = call.composer();
    Computed x = maps(call);
    Attributes attributes = call.attributes();
    Refusal.unless(attributes.has("size"), "attribute 'size' is missing");
    int size = attributes.whole("size", 1);
    Refusal.unless(size >= 1, "attribute 'size' is " + size);
    LocalResponseNorm layer =
        LocalResponseNorm.of(size)
            .alpha(attributes.real("alpha", 1e-4f))
            .beta(attributes.real("beta", 0.75f))
            .k(attributes.real("bias", 1));
    int channels = x.shape().get(0);
    boolean mirrored = size % 2 == 0 && channels > 1;
    Computed from = mirrored ? c.slice(x, 0, channels - 1, channels, -1) : x;
    Computed y = flat(c, layer, null, List.of(), from);
    return batched(call, mirrored ? c.slice(y, 0, channels - 1, channels, -1) : y);
  }
}
