package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.model.Layer;
import dev.alexandrite.tensor.WindowAxis;
import java.util.List;

/**
 * Poolings over maps of one, two or three axes. Maxima and means are taken one axis after the
 * other, so that the third needs no layer of its own.
 */
final class Pools {
  private Pools() {}

  /** A pooling over maps of two axes. */
  interface Kind {
    Layer of(WindowAxis vertical, WindowAxis horizontal);
  }

  static Value of(NodeCall call, Kind kind) {
    Computed x = Images.maps(call);
    List<Integer> kernel = Windows.kernel(call, List.of());
    if (x.shape().rank() == 4) {
      return Images.batched(call, deep(call, kind, x, kernel));
    }
    Windows windows = Windows.of(call, x.sizes(), kernel);
    Layer layer = kind.of(windows.vertical(), windows.horizontal());
    return Images.batched(call, Images.flat(call.composer(), layer, null, List.of(), x));
  }

  /** First over height and width of every slice, then over the depth. */
  private static Computed deep(NodeCall call, Kind kind, Computed x, List<Integer> kernel) {
    Refusal.unless(kernel.size() == 3, "a kernel of " + kernel.size() + " sizes over 3 axes");
    Composer c = call.composer();
    int channels = x.shape().get(0);
    int depth = x.shape().get(1);
    WindowAxis[] axes = new WindowAxis[3];
    for (int axis = 0; axis < 3; axis++) {
      axes[axis] = Windows.axis(call, 3, axis, x.shape().get(axis + 1), kernel.get(axis));
    }
    List<Integer> slices = List.of(channels * depth, x.shape().get(2), x.shape().get(3));
    Computed flat = c.layer(kind.of(axes[1], axes[2]), false, c.reshape(x, slices));
    int height = flat.shape().get(1);
    int width = flat.shape().get(2);
    Computed columns = c.reshape(flat, List.of(channels, depth, height * width));
    Computed pooled = c.layer(kind.of(axes[0], WindowAxis.of(1)), false, columns);
    return c.reshape(pooled, List.of(channels, pooled.shape().get(1), height, width));
  }
}
