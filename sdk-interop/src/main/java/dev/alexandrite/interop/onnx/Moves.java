package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.Value.Computed;
import dev.alexandrite.model.Dropout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operators that give all elements of layers' outputs another order or shape. */
final class Moves {
  private Moves() {}

  static Value identity(NodeCall call) {
    return call.value(0);
  }

  /** A dropout of ours, which drops in training alone. The mask of what drops nothing is true. */
  static List<Value> dropout(NodeCall call) {
    boolean training = call.has(2) && call.integers(2, "training_mode").constants()[0] != 0;
    float rate = call.number(1, call.attributes().real("ratio", 0.5f));
    Refusal.unless(!training || rate == 0, "training_mode true; export the model for inference");
    Refusal.unless(rate >= 0 && rate <= 1, "a ratio of " + rate);
    Computed x = call.x();
    Composer c = call.composer();
    Value y = rate > 0 && rate < 1 ? c.layer(Dropout.of(rate), x.isTruth(), x) : x;
    if (!call.hasOutput(1)) {
      return List.of(y);
    }
    Value mask = new Integers(x.perExample(), x.sizes(), true, ones(call, x.count()), null);
    return List.of(y, mask);
  }

  private static long[] ones(NodeCall call, int count) {
    call.budget().hold(call.budget().canHold(count) ? count : 0);
    long[] ones = new long[call.budget().canHold(count) ? count : 0];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  static Value reshape(NodeCall call) {
    Computed x = call.x();
    return call.composer().reshape(x, sizes(call, x));
  }

  /** What {@code Reshape} and its kin make of a tensor's sizes. */
  static List<Integer> sizes(NodeCall call, Value x) {
    return switch (call.op()) {
      case "Reshape" ->
          Reshaping.reshape(
              x,
              call.integers(1, "the shape"),
              call.attributes().flag("allowzero", false),
              call.batch());
      case "Flatten" -> Reshaping.flatten(x, call.attributes().whole("axis", 1));
      case "Squeeze" -> Reshaping.squeeze(call, x);
      case "Unsqueeze" -> Reshaping.unsqueeze(call, x);
      default -> throw new IllegalStateException("no reshape " + call.op());
    };
  }

  static Value transpose(NodeCall call) {
    Computed x = call.x();
    return call.composer().permute(x, Reshaping.permutation(call, x));
  }

  static Value concat(NodeCall call) {
    List<Value> parts = call.all();
    int rank = parts.getFirst().rank();
    Refusal.unless(
        parts.stream().allMatch(part -> part.rank() == rank),
        "parts of different ranks, " + parts.stream().map(Value::text).toList());
    List<Computed> aligned = call.composer().aligned(parts);
    Value like = parts.stream().filter(Value::perExample).findFirst().orElse(parts.getFirst());
    return call.composer().concat(aligned, call.inner(call.attributes().whole("axis", 1), like));
  }

  /** Given sizes, or parts of one size of which the last may be smaller. */
  static List<Value> split(NodeCall call) {
    Computed x = call.x();
    int axis = call.inner(call.attributes().whole("axis", 0), x);
    List<Value> parts = new ArrayList<>();
    int from = 0;
    for (int size : splits(call, x.shape().get(axis))) {
      Refusal.unless(
          size > 0 && size <= x.shape().get(axis) - from,
          "a part of " + size + " elements of axis " + axis + " of " + x.text());
      parts.add(call.composer().slice(x, axis, from, size, 1));
      from += size;
    }
    return parts;
  }

  static List<Integer> splits(NodeCall call, int size) {
    Optional<List<Integer>> given = call.wholes("split", 1);
    if (given.isPresent() && !given.get().isEmpty()) {
      return given.get();
    }
    int count = call.attributes().whole("num_outputs", call.outputs());
    Refusal.unless(count == call.outputs() && count > 0, "num_outputs is " + count);
    int each = Math.ceilDiv(size, count);
    List<Integer> sizes = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      sizes.add(Math.min(each, size - part * each));
    }
    return sizes;
  }

  static Value expand(NodeCall call) {
    Computed x = call.x();
    Reshaping.Target target = Reshaping.expand(x, call.integers(1, "the shape"), call.batch());
    int lacking = x.shape().rank() - target.sizes().size();
    Computed from = x;
    if (lacking > 0) { // a batch of one that becomes a batch of any number
      from = call.composer().reshape(x, x.sizes().subList(lacking, x.shape().rank()));
    }
    Computed y = call.composer().expand(from, target.sizes());
    return new Computed(target.perExample(), y.shape(), y.layer(), y.isTruth());
  }

  /** Each axis is repeated as a new axis in front of it. */
  static Value tile(NodeCall call) {
    Computed x = call.x();
    List<Integer> repeats = repeats(call, x);
    List<Integer> single = new ArrayList<>();
    List<Integer> repeated = new ArrayList<>();
    List<Long> joined = new ArrayList<>();
    for (int axis = 0; axis < repeats.size(); axis++) {
      int size = x.shape().get(axis);
      if (repeats.get(axis) > 1) {
        single.add(1);
        repeated.add(repeats.get(axis));
      }
      single.add(size);
      repeated.add(size);
      joined.add((long) repeats.get(axis) * size);
    }
    List<Integer> sizes = Sizes.checked(joined);
    Composer c = call.composer();
    return c.reshape(c.expand(c.reshape(x, single), repeated), sizes);
  }

  /** How often each axis of an example is repeated. */
  static List<Integer> repeats(NodeCall call, Value x) {
    List<Integer> repeats = call.wholes(1, "the repeats");
    Refusal.unless(
        repeats.size() == x.rank() && repeats.stream().allMatch(repeat -> repeat >= 0),
        "repeats " + Sizes.text(repeats) + " for " + x.text());
    Refusal.unless(
        !x.perExample() || repeats.getFirst() == 1,
        "Tile would repeat the batch axis of " + x.text());
    return x.perExample() ? repeats.subList(1, repeats.size()) : repeats;
  }

  static Value depthToSpace(NodeCall call) {
    Computed x = Images.maps(call);
    int block = block(call, x);
    int channels = x.shape().get(0) / block / block;
    Refusal.unless(
        channels * block * block == x.shape().get(0), "blocks do not divide " + x.text());
    int height = x.shape().get(1);
    int width = x.shape().get(2);
    boolean channelsFirst = call.attributes().text("mode", "DCR").equals("CRD");
    Composer c = call.composer();
    Computed split =
        c.reshape(
            x,
            channelsFirst
                ? List.of(channels, block, block, height, width)
                : List.of(block, block, channels, height, width));
    Computed ordered =
        c.permute(split, channelsFirst ? List.of(0, 3, 1, 4, 2) : List.of(2, 3, 0, 4, 1));
    return Images.batched(
        call, c.reshape(ordered, List.of(channels, height * block, width * block)));
  }

  static Value spaceToDepth(NodeCall call) {
    Computed x = Images.maps(call);
    int block = block(call, x);
    int height = x.shape().get(1) / block;
    int width = x.shape().get(2) / block;
    Refusal.unless(
        height * block == x.shape().get(1) && width * block == x.shape().get(2),
        "blocks do not divide " + x.text());
    int channels = x.shape().get(0);
    Composer c = call.composer();
    Computed split = c.reshape(x, List.of(channels, height, block, width, block));
    return Images.batched(
        call,
        c.reshape(
            c.permute(split, List.of(2, 4, 0, 1, 3)),
            List.of(channels * block * block, height, width)));
  }

  private static int block(NodeCall call, Computed x) {
    int block = call.attributes().whole("blocksize", 1);
    Refusal.unless(
        block >= 1 && block <= 1024 && x.shape().rank() == 3,
        "blocks of " + block + " in " + x.text());
    return block;
  }
}
