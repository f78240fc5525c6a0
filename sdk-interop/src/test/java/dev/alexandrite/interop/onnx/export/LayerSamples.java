package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.AdaptiveAveragePool;
import dev.alexandrite.model.Add;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Binary;
import dev.alexandrite.model.Concat;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Embedding;
import dev.alexandrite.model.Expand;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Gather;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.LayerNorm;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.model.MatMul;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Pad;
import dev.alexandrite.model.Parameter;
import dev.alexandrite.model.Permute;
import dev.alexandrite.model.Reduce;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.model.Select;
import dev.alexandrite.model.Slice;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.model.StochasticDepth;
import dev.alexandrite.model.Unary;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import dev.alexandrite.tensor.WindowAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small networks that have every layer in every form that is exported otherwise. */
final class LayerSamples {
  /** What the samples take. */
  static final Shape INPUT = Shape.image(3, 8, 9);

  /** What several samples are for. */
  static final String SAMPLE = "sample";

  private LayerSamples() {}

  /**
   * One network.
   *
   * @param what what is special about it
   * @param network it; its layer {@link #SAMPLE} is what it is for
   */
  record Sample(String what, Network network) {
    Layer layer() {
      return network.node(SAMPLE).layer();
    }

    @Override
    public String toString() {
      return network.node(SAMPLE).layer().kind() + ", " + what;
    }
  }

  static List<Sample> all() {
    List<Sample> all = new ArrayList<>();
    windows(all);
    norms(all);
    functions(all);
    moves(all);
    picks(all);
    parametersAlone(all);
    return all;
  }

  private interface Build {
    void on(NetworkBuilder net);
  }

  private static Sample sample(String what, Build build) {
    NetworkBuilder net = Network.builder("sample-net", INPUT);
    build.on(net);
    return new Sample(what, net.build());
  }

  /** A layer of one input. */
  private static Sample of(String what, Layer layer) {
    return sample(what, net -> net.add(SAMPLE, layer, Network.INPUT));
  }

  private static WindowAxis axis(int kernel, int stride, int dilation, int before, int after) {
    return WindowAxis.of(kernel).stride(stride).dilation(dilation).pad(before, after);
  }

  private static void windows(List<Sample> all) {
    WindowAxis uneven = axis(3, 2, 1, 0, 2);
    WindowAxis wide = axis(2, 1, 3, 2, 1);
    all.add(of("square", Conv2d.of(4, 3)));
    all.add(of("uneven axes, groups, no bias", Conv2d.of(6, uneven, wide).groups(3).noBias()));
    all.add(of("square", LocallyConnected.of(4, 3)));
    all.add(of("uneven axes", LocallyConnected.of(6, uneven, wide).groups(3)));
    all.add(of("no bias", LocallyConnected.of(2, 3).pad(1).stride(3).noBias()));
    all.add(of("overlapping", MaxPool.of(3, 2)));
    all.add(of("rounded up", MaxPool.of(3, 2).pad(1).roundUp()));
    all.add(of("rounded up, gaps", MaxPool.of(2, 5).roundUp()));
    all.add(of("dilated, padded by less", MaxPool.of(uneven, axis(3, 1, 2, 2, 1)).roundUp()));
    all.add(of("dilated, padded by more", MaxPool.of(uneven, axis(2, 1, 3, 3, 2)).roundUp()));
    for (boolean count : new boolean[] {false, true}) {
      String divisor = count ? ", padding counts" : "";
      all.add(of("plain" + divisor, AveragePool.of(3, 2).countPadding(count)));
      all.add(of("padded" + divisor, AveragePool.of(3, 2).pad(1).countPadding(count)));
      all.add(
          of(
              "uneven, rounded up" + divisor,
              AveragePool.of(uneven, axis(4, 3, 1, 1, 0)).roundUp().countPadding(count)));
      all.add(
          of(
              "sticking out" + divisor,
              AveragePool.of(axis(3, 2, 1, 0, 0), axis(4, 3, 1, 1, 1))
                  .roundUp()
                  .countPadding(count)));
      all.add(
          of(
              "dilated" + divisor,
              AveragePool.of(uneven, axis(2, 2, 3, 3, 2)).roundUp().countPadding(count)));
    }
    all.add(of("of all", AdaptiveAveragePool.of(1)));
    all.add(of("of parts", new AdaptiveAveragePool(4, 3)));
    all.add(of("of overlapping parts", new AdaptiveAveragePool(3, 2)));
    all.add(of("larger than the map", new AdaptiveAveragePool(1, 20)));
  }

  private static void norms(List<Sample> all) {
    for (int size : new int[] {1, 3, 4, 5}) {
      LocalResponseNorm norm = LocalResponseNorm.of(size).alpha(0.7).k(1.5);
      all.add(of("size " + size, norm));
      all.add(of("within maps, size " + size, norm.withinMap(true).divideBySize(false)));
    }
    all.add(of("alpha not divided", LocalResponseNorm.of(3).alpha(0.4).divideBySize(false)));
    all.add(of("towers", LocalResponseNorm.of(3).alpha(0.9).towers(3)));
    all.add(of("towers, even size", LocalResponseNorm.of(2).alpha(0.9).towers(3)));
    all.add(of("no alpha", LocalResponseNorm.of(3).alpha(0).k(2)));
    all.add(of("negative beta", LocalResponseNorm.of(3).alpha(0.5).beta(-0.5)));
    all.add(of("of maps", BatchNorm.of().epsilon(0.01).momentum(0.3)));
    all.add(sample("of features", net -> net.flatten("flat").add(SAMPLE, BatchNorm.of(), "flat")));
    for (int axes = 1; axes <= 3; axes++) {
      all.add(of(axes + " axes", LayerNorm.of(axes).epsilon(0.01)));
    }
  }

  private static void functions(List<Sample> all) {
    for (Activation activation : Activation.values()) {
      all.add(of("alone", ActivationLayer.of(activation)));
    }
    for (Dropout.Mode mode : Dropout.Mode.values()) {
      all.add(of(mode.toString(), Dropout.of(0.3).mode(mode)));
    }
    all.add(of("", StochasticDepth.of(0.3)));
    all.add(of("first axis", Softmax.of()));
    all.add(of("last axis", Softmax.of().axis(-1)));
    all.add(of("logarithm", Softmax.of().axis(1).logarithm()));
    List<UnaryFunction> unary =
        List.of(
            new UnaryFunction.Exponential(),
            new UnaryFunction.Logarithm(),
            new UnaryFunction.SquareRoot(),
            new UnaryFunction.ErrorFunction(),
            new UnaryFunction.Absolute(),
            new UnaryFunction.Power(2.5f),
            new UnaryFunction.Clip(0.7f, 1.4f),
            new UnaryFunction.Scale(-3),
            new UnaryFunction.Shift(0.25f));
    for (UnaryFunction function : unary) { // of positive numbers
      all.add(
          sample(
              "alone",
              net -> net.activation("exp", Activation.SIGMOID).add(SAMPLE, Unary.of(function))));
    }
    for (BinaryFunction function : BinaryFunction.values()) {
      Layer layer = Binary.of(function);
      all.add(sample("itself", net -> net.add(SAMPLE, layer, Network.INPUT, Network.INPUT)));
      all.add(
          sample(
              "a row of each example",
              net ->
                  net.slice("row", Slice.of(1, 2, 1))
                      .reshape("vector", Reshape.of(3, 9))
                      .slice("last", Slice.of(0, 2, 1))
                      .reshape("short", Reshape.of(9))
                      .add(SAMPLE, layer, "short", Network.INPUT)));
    }
    all.add(
        sample(
            "broadcast",
            net ->
                net.relu("positive")
                    .reduce("row", Reduce.mean(1), Network.INPUT)
                    .reduce("most", Reduce.max(0), "row")
                    .add(SAMPLE, Select.of(), "positive", "most", Network.INPUT)));
    all.add(sample("two", net -> net.relu("relu").add(SAMPLE, Add.of(), "relu", Network.INPUT)));
    for (Reduction reduction : Reduction.values()) {
      all.add(of("middle axis", Reduce.of(reduction, 1)));
      all.add(of("axes kept", Reduce.of(reduction, -1, 0).keepingAxes()));
      all.add(of("all axes", Reduce.of(reduction)));
    }
  }

  private static void moves(List<Sample> all) {
    all.add(of("of maps", Flatten.of()));
    all.add(of("to four axes", Reshape.of(2, -1, 4, 1)));
    all.add(of("of maps", Permute.of(2, 0, 1)));
    all.add(of("forward", new Slice(1, 1, 3, 2)));
    all.add(of("backward to the first", new Slice(-1, 8, 5, -2)));
    all.add(of("backward", new Slice(-1, 7, 3, -2)));
    all.add(of("with a number", Pad.of(-2, 2, 1).value(0.5)));
    all.add(
        sample(
            "new axes",
            net ->
                net.reduce("mean", Reduce.mean(0, 2).keepingAxes())
                    .add(SAMPLE, Expand.of(2, 4, 8, 6), "mean")));
    all.add(
        sample(
            "along the channels",
            net -> net.relu("relu").add(SAMPLE, Concat.of(), "relu", Network.INPUT)));
    all.add(
        sample(
            "along the last axis, one for all examples",
            net ->
                net.parameter("column", parameter(3, 8, 2))
                    .add(SAMPLE, Concat.of().axis(-1), Network.INPUT, "column")));
  }

  private static Parameter parameter(int... sizes) {
    return Parameter.of(Shape.of(sizes), new Initializer.Gaussian(1));
  }

  /** Zeros and ones, where the input is negative and positive. */
  private static NetworkBuilder signs(NetworkBuilder net, int... sizes) {
    return net.parameter("zero", parameter(1))
        .unary("null", new UnaryFunction.Scale(0), "zero")
        .binary("positive", BinaryFunction.GREATER, Network.INPUT, "null")
        .slice("first", Slice.of(0, 0, 1), "positive")
        .slice("some", Slice.of(1, 0, 2), "first")
        .slice("few", Slice.of(2, 0, 3), "some")
        .reshape("signs", Reshape.of(sizes), "few");
  }

  private static void picks(List<Sample> all) {
    all.add(
        sample(
            "numbers of each example",
            net -> signs(net, 2, 3).add(SAMPLE, Embedding.of(2, 5), "signs")));
    all.add(
        sample(
            "numbers of each example, first axis of one table",
            net ->
                signs(net, 6)
                    .parameter("table", parameter(2, 5))
                    .add(SAMPLE, Gather.of(0), "table", "signs")));
    all.add(
        sample(
            "numbers of each example, middle axis of one table",
            net ->
                signs(net, 2, 3)
                    .parameter("table", parameter(4, 2, 5))
                    .add(SAMPLE, Gather.of(1), "table", "signs")));
    all.add(
        sample(
            "numbers for all, a table of each example",
            net ->
                net.parameter("any", parameter(2, 2))
                    .unary("ones", new UnaryFunction.Clip(1, 1), "any")
                    .add(SAMPLE, Gather.of(-1), Network.INPUT, "ones")));
    for (int axis = 0; axis < 3; axis++) {
      int along = axis;
      all.add(
          sample(
              "numbers and table of each example, axis " + axis,
              net -> signs(net, 3, 2).add(SAMPLE, Gather.of(along), Network.INPUT, "signs")));
    }
    all.add(
        sample(
            "a number of each example",
            net ->
                signs(net, 6)
                    .reduce("one", Reduce.max(0), "signs")
                    .add(SAMPLE, Gather.of(1), Network.INPUT, "one")));
  }

  private static void parametersAlone(List<Sample> all) {
    all.add(
        sample(
            "a scalar",
            net ->
                net.parameter(SAMPLE, parameter())
                    .binary("sum", BinaryFunction.ADD, SAMPLE, Network.INPUT)));
    all.add(
        sample(
            "of parameters",
            net ->
                net.parameter("a", parameter(5, 4))
                    .parameter("b", parameter(2, 5, 3))
                    .add(SAMPLE, MatMul.of().firstTransposed(), "a", "b")
                    .slice("one", Slice.of(2, 0, 1), SAMPLE)
                    .reduce("most", Reduce.max(0, 1, 2), Network.INPUT)
                    .binary("sum", BinaryFunction.ADD, "one", "most")));
    all.add(
        sample(
            "of parameters",
            net ->
                net.parameter("a", parameter(8, 9))
                    .add(SAMPLE, Softmax.of().axis(-1), "a")
                    .binary("sum", BinaryFunction.ADD, SAMPLE, Network.INPUT)));
    all.add(
        sample(
            "of parameters",
            net ->
                net.parameter("a", parameter(3, 8, 9))
                    .add(SAMPLE, Conv2d.of(3, 3).pad(1), "a")
                    .add("sum", SAMPLE, Network.INPUT)));
    all.add(
        sample(
            "of parameters",
            net ->
                net.parameter("a", parameter(3, 8, 9))
                    .add(SAMPLE, Flatten.of(), "a")
                    .flatten("flat", Network.INPUT)
                    .add("sum", SAMPLE, "flat")));
    products(all);
  }

  private static void products(List<Sample> all) {
    all.add(sample("a vector", net -> net.flatten("flat").add(SAMPLE, Linear.of(5), "flat")));
    all.add(
        sample(
            "a vector, no bias",
            net -> net.flatten("flat").add(SAMPLE, Linear.of(5).noBias(), "flat")));
    for (Linear linear : Arrays.asList(Linear.of(5), Linear.of(5).noBias())) {
      all.add(
          sample(
              "rows" + (linear.bias() ? "" : ", no bias"),
              net -> net.reshape("rows", Reshape.of(24, 9)).add(SAMPLE, linear, "rows")));
    }
    all.add(
        sample(
            "both transposed",
            net ->
                net.permute("turned", Permute.of(0, 2, 1))
                    .add(
                        SAMPLE,
                        MatMul.of().firstTransposed().secondTransposed(),
                        Network.INPUT,
                        "turned")));
    all.add(
        sample(
            "a stack by one",
            net ->
                net.slice("one", Slice.of(0, 1, 1))
                    .reshape("matrix", Reshape.of(8, 9))
                    .add(SAMPLE, MatMul.of().secondTransposed(), Network.INPUT, "matrix")));
    all.add(
        sample(
            "one by a stack, transposed",
            net ->
                net.slice("one", Slice.of(0, 1, 1))
                    .reshape("matrix", Reshape.of(8, 9))
                    .add(SAMPLE, MatMul.of().firstTransposed(), "matrix", Network.INPUT)));
    all.add(
        sample(
            "by a parameter",
            net ->
                net.parameter("b", parameter(4, 9))
                    .add(SAMPLE, MatMul.of().secondTransposed(), Network.INPUT, "b")));
    all.add(
        sample(
            "three",
            net ->
                net.relu("relu")
                    .parameter("p", parameter(3, 8, 9))
                    .add(SAMPLE, Add.of(), "relu", "p", Network.INPUT)));
  }
}
