package dev.alexandrite.testkit.golden;

import dev.alexandrite.tensor.Broadcast;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** ONNX's operators that give all elements another order or shape. */
final class OnnxShapes {
  private OnnxShapes() {}

  static OnnxTensor identity(OnnxCall call) throws OutOfScope {
    return call.composer().reshape(call.x(), call.x().shape());
  }

  /** Outside training, and where nothing is dropped, the identity. */
  static OnnxTensor dropout(OnnxCall call) throws OutOfScope {
    boolean training = call.has(2) && call.floats(2)[0] != 0;
    OutOfScope.unless(!training || call.number(1, 0.5) == 0, "random numbers");
    return identity(call);
  }

  static OnnxTensor reshape(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    Shape shape =
        switch (call.op()) {
          case "Reshape" -> reshaped(call, x);
          case "Flatten" -> {
            int axis = x.axis(call.attributes().whole("axis", 1));
            yield Shape.of(x.product(0, axis), x.product(axis, x.rank()));
          }
          case "Squeeze" -> squeezed(call, x);
          default -> unsqueezed(call, x);
        };
    return call.composer().reshape(x, shape);
  }

  /** A size of 0 is that of the input, one of -1 what is left. */
  private static Shape reshaped(OnnxCall call, OnnxTensor x) throws OutOfScope {
    int[] sizes = call.wholes("shape", 1).orElseThrow().clone();
    int known = 1;
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = sizes[i] == 0 ? x.size(i) : sizes[i];
      known *= Math.max(sizes[i], 1);
    }
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = sizes[i] == -1 ? x.shape().elements() / known : sizes[i];
    }
    return Shape.of(sizes);
  }

  private static Shape squeezed(OnnxCall call, OnnxTensor x) throws OutOfScope {
    int[] ones = x.axes().stream().mapToInt(i -> i).filter(axis -> x.size(axis) == 1).toArray();
    int[] axes = call.wholes("axes", 1).orElse(ones);
    List<Integer> gone = Arrays.stream(axes).map(x::axis).boxed().toList();
    return new Shape(x.axes().stream().filter(axis -> !gone.contains(axis)).map(x::size).toList());
  }

  private static Shape unsqueezed(OnnxCall call, OnnxTensor x) throws OutOfScope {
    int[] axes = call.wholes("axes", 1).orElseThrow();
    int rank = x.rank() + axes.length;
    List<Integer> sizes = new ArrayList<>(x.shape().dimensions());
    Arrays.stream(axes)
        .map(axis -> axis < 0 ? axis + rank : axis)
        .sorted()
        .forEach(axis -> sizes.add(axis, 1));
    return new Shape(sizes);
  }

  static OnnxTensor transpose(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    List<Integer> axes = new ArrayList<>(x.axes());
    Collections.reverse(axes);
    if (call.attributes().has("perm")) {
      axes = Arrays.stream(call.attributes().wholes("perm")).boxed().toList();
    }
    return call.composer().permute(x, axes);
  }

  static OnnxTensor concat(OnnxCall call) throws OutOfScope {
    List<OnnxTensor> parts = call.all();
    return call.composer().concat(parts, parts.getFirst().axis(call.attributes().whole("axis", 1)));
  }

  /** Given sizes, or parts of one size of which the last may be smaller. */
  static List<OnnxTensor> split(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    int axis = x.axis(call.attributes().whole("axis", 0));
    int each = Math.ceilDiv(x.size(axis), call.outputs());
    int[] equal =
        IntStream.range(0, call.outputs())
            .map(part -> Math.min(each, x.size(axis) - part * each))
            .toArray();
    int[] sizes = call.wholes("split", 1).orElse(equal);
    List<OnnxTensor> parts = new ArrayList<>();
    int from = 0;
    for (int size : sizes) {
      OutOfScope.unless(size > 0, OnnxCase.EMPTY);
      parts.add(call.composer().slice(x, axis, from, size));
      from += size;
    }
    return parts;
  }

  static OnnxTensor expand(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    Shape wanted = Shape.of(call.wholes(1));
    return call.composer().expand(x, Broadcast.shape(x.shape(), wanted).orElseThrow());
  }

  /** Each axis is repeated as a new axis in front of it. */
  static OnnxTensor tile(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    int[] repeats = call.wholes(1);
    List<Integer> single = new ArrayList<>();
    List<Integer> repeated = new ArrayList<>();
    List<Integer> joined = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      single.addAll(List.of(1, x.size(axis)));
      repeated.addAll(List.of(repeats[axis], x.size(axis)));
      joined.add(repeats[axis] * x.size(axis));
    }
    OnnxComposer c = call.composer();
    return c.reshape(
        c.expand(c.reshape(x, new Shape(single)), new Shape(repeated)), new Shape(joined));
  }

  static OnnxTensor depthToSpace(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    int block = call.attributes().whole("blocksize", 1);
    int channels = x.size(1) / block / block;
    boolean channelsFirst = call.attributes().text("mode", "DCR").equals("CRD");
    Shape split =
        channelsFirst
            ? Shape.of(x.size(0), channels, block, block, x.size(2), x.size(3))
            : Shape.of(x.size(0), block, block, channels, x.size(2), x.size(3));
    List<Integer> order = channelsFirst ? List.of(0, 1, 4, 2, 5, 3) : List.of(0, 3, 4, 1, 5, 2);
    OnnxComposer c = call.composer();
    return c.reshape(
        c.permute(c.reshape(x, split), order),
        Shape.of(x.size(0), channels, x.size(2) * block, x.size(3) * block));
  }

  static OnnxTensor spaceToDepth(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    int block = call.attributes().whole("blocksize", 1);
    int height = x.size(2) / block;
    int width = x.size(3) / block;
    OnnxComposer c = call.composer();
    OnnxTensor split = c.reshape(x, Shape.of(x.size(0), x.size(1), height, block, width, block));
    return c.reshape(
        c.permute(split, List.of(0, 3, 5, 1, 2, 4)),
        Shape.of(x.size(0), x.size(1) * block * block, height, width));
  }
}
