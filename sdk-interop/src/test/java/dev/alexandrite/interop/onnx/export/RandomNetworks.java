package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.model.AdaptiveAveragePool;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Concat;
import dev.alexandrite.model.Conv2d;
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
import dev.alexandrite.model.Slice;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import dev.alexandrite.tensor.WindowAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random networks: chains of windows of any geometry, and graphs of general layers. */
final class RandomNetworks {
  private static final Shape MAPS = Shape.image(4, 5, 6);

  private final SplittableRandom random;
  private final NetworkBuilder net;

  private RandomNetworks(long seed, Shape input) {
    random = new SplittableRandom(seed);
    net = Network.builder("random", input);
  }

  /** Two or three layers over windows, one behind the other. */
  static Network windows(long seed) {
    SplittableRandom sizes = new SplittableRandom(seed + 1);
    Shape input = Shape.image(3, sizes.nextInt(5, 12), sizes.nextInt(5, 12));
    RandomNetworks networks = new RandomNetworks(seed, input);
    String last = Network.INPUT;
    int layers = 2 + networks.random.nextInt(2);
    for (int i = 0; i < layers; i++) {
      String name = "window" + i;
      networks.net.add(name, networks.window(networks.net.shape(last)), last);
      last = name;
    }
    return networks.net.build();
  }

  private Layer window(Shape input) {
    WindowAxis vertical = axis(input.height());
    WindowAxis horizontal = axis(input.width());
    int groups = input.channels() % 2 == 0 && random.nextBoolean() ? 2 : 1;
    int filters = 2 * (1 + random.nextInt(3));
    return switch (random.nextInt(6)) {
      case 0 -> Conv2d.of(filters, vertical, horizontal).groups(groups);
      case 1 -> LocallyConnected.of(filters, vertical, horizontal).groups(groups);
      case 2 -> rounded(MaxPool.of(vertical, horizontal));
      case 3 -> rounded(AveragePool.of(vertical, horizontal).countPadding(random.nextBoolean()));
      case 4 -> new AdaptiveAveragePool(1 + random.nextInt(6), 1 + random.nextInt(6));
      default ->
          LocalResponseNorm.of(1 + random.nextInt(6))
              .alpha(random.nextDouble())
              .k(0.5 + random.nextDouble())
              .divideBySize(random.nextBoolean())
              .withinMap(random.nextBoolean())
              .towers(groups);
    };
  }

  private MaxPool rounded(MaxPool pool) {
    return random.nextBoolean() ? pool.roundUp() : pool;
  }

  private AveragePool rounded(AveragePool pool) {
    return random.nextBoolean() ? pool.roundUp() : pool;
  }

  /** A legal axis: padding below the span, and a window that fits. */
  private WindowAxis axis(int size) {
    int dilation = 1 + random.nextInt(Math.min(3, size));
    int kernel = 1 + random.nextInt(Math.min(4, (size - 1) / dilation + 1));
    WindowAxis window = WindowAxis.of(kernel).dilation(dilation).stride(1 + random.nextInt(4));
    int most = Math.toIntExact(Math.min(4, window.span()));
    return window.pad(random.nextInt(most), random.nextInt(most));
  }

  /** Some blocks that read each other, all maps of one shape. */
  static Network graph(long seed) {
    RandomNetworks networks = new RandomNetworks(seed, Shape.image(3, 5, 6));
    networks.net.conv2d("stem", Conv2d.of(MAPS.channels(), 3).pad(1));
    List<String> maps = new ArrayList<>(List.of("stem"));
    int blocks = 3 + networks.random.nextInt(4);
    for (int i = 0; i < blocks; i++) {
      String a = maps.get(networks.random.nextInt(maps.size()));
      String b = maps.get(networks.random.nextInt(maps.size()));
      int kind = networks.random.nextInt(11);
      networks.net.composite(
          "block" + i, (scope, in) -> block(scope, kind, in.get(0), in.get(1)), a, b);
      maps.add("block" + i);
    }
    maps.add("stem");
    networks.net.add("sum", maps.toArray(String[]::new));
    networks.net.activation("squash", Activation.TANH, "sum");
    networks.net.flatten("flat", "squash");
    networks.net.linear("classes", Linear.of(5), "flat");
    return networks.net.build();
  }

  private static String block(NetworkBuilder scope, int kind, String a, String b) {
    return switch (kind) {
      case 0 -> residual(scope, a, b);
      case 1 -> joined(scope, a, b);
      case 2 -> attention(scope, a);
      case 3 -> excited(scope, a, b);
      case 4 -> pieces(scope, a, b);
      case 5 -> position(scope, a, b);
      case 6 -> deviation(scope, a);
      case 7 -> shared(scope, a, b);
      case 8 -> products(scope, a, b);
      case 9 -> normed(scope, a);
      default -> chosen(scope, a, b);
    };
  }

  private static Conv2d convolution() {
    return Conv2d.of(MAPS.channels(), 3).pad(1);
  }

  private static String residual(NetworkBuilder scope, String a, String b) {
    scope.add("conv1", convolution().noBias(), a);
    scope.add("norm1", BatchNorm.of(), "conv1");
    scope.relu("relu", "norm1");
    scope.add("conv2", convolution().groups(2), "relu");
    scope.add("norm2", BatchNorm.of().epsilon(0.1), "conv2");
    scope.add("out", "norm2", b);
    return "out";
  }

  private static String joined(NetworkBuilder scope, String a, String b) {
    scope.concat("both", a, b);
    scope.add("norm", LocalResponseNorm.of(3).alpha(0.5).towers(2), "both");
    scope.add("out", Conv2d.of(MAPS.channels(), 1), "norm");
    return "out";
  }

  private static String attention(NetworkBuilder scope, String a) {
    scope.reshape("columns", Reshape.of(MAPS.channels(), -1), a);
    scope.permute("tokens", Permute.of(1, 0), "columns");
    scope.layerNorm("norm", LayerNorm.of(1), "tokens");
    for (String part : List.of("query", "key", "value")) {
      scope.linear(part, Linear.of(MAPS.channels()), "norm");
      scope.reshape(part + "-rows", Reshape.of(-1, 2, MAPS.channels() / 2), part);
      scope.permute(part + "-heads", Permute.of(1, 0, 2), part + "-rows");
    }
    scope.matMul("products", MatMul.of().secondTransposed(), "query-heads", "key-heads");
    scope.softmax("weights", Softmax.of().axis(-1), "products");
    scope.matMul("mixed", MatMul.of(), "weights", "value-heads");
    scope.permute("rows", Permute.of(1, 0, 2), "mixed");
    scope.reshape("joined", Reshape.of(-1, MAPS.channels()), "rows");
    scope.permute("turned", Permute.of(1, 0), "joined");
    scope.reshape("out", new Reshape(MAPS.dimensions()), "turned");
    return "out";
  }

  private static String excited(NetworkBuilder scope, String a, String b) {
    scope.adaptiveAveragePool("means", AdaptiveAveragePool.of(1), a);
    scope.conv2d("up", Conv2d.of(MAPS.channels(), 1), "means");
    scope.activation("gate", Activation.SIGMOID, "up");
    scope.binary("out", BinaryFunction.MULTIPLY, b, "gate");
    return "out";
  }

  private static String pieces(NetworkBuilder scope, String a, String b) {
    scope.add("even", new Slice(1, 0, 3, 2), a);
    scope.add("odd", new Slice(1, 3, 2, -2), b);
    scope.add("rows", new Concat(1), "even", "odd");
    scope.add("part", Slice.of(-1, 1, 4), "rows");
    scope.add("wide", Pad.of(2, 1, 1).value(0.25), "part");
    scope.add("out", Softmax.of().axis(1), "wide");
    return "out";
  }

  /** Learned positions: a row for every column, computed of parameters alone. */
  private static String position(NetworkBuilder scope, String a, String b) {
    Initializer start = new Initializer.Gaussian(1);
    scope.parameter("row", Parameter.of(Shape.of(1, 6), start));
    scope.parameter("column", Parameter.of(Shape.of(5, 1), start));
    scope.binary("grid", BinaryFunction.MULTIPLY, "row", "column");
    scope.activation("calm", Activation.SILU, "grid");
    scope.binary("placed", BinaryFunction.ADD, "calm", a);
    scope.binary("out", BinaryFunction.MAXIMUM, "placed", b);
    return "out";
  }

  private static String deviation(NetworkBuilder scope, String a) {
    scope.reduce("mean", Reduce.mean(1, 2).keepingAxes(), a);
    scope.binary("centred", BinaryFunction.SUBTRACT, a, "mean");
    scope.unary("squares", new UnaryFunction.Power(2), "centred");
    scope.reduce("variance", Reduce.mean(0), "squares");
    scope.unary("more", new UnaryFunction.Shift(0.5f), "variance");
    scope.unary("root", new UnaryFunction.SquareRoot(), "more");
    scope.binary("out", BinaryFunction.DIVIDE, "centred", "root");
    return "out";
  }

  private static String shared(NetworkBuilder scope, String a, String b) {
    scope.add("first", convolution(), a);
    scope.activation("gelu", Activation.GELU, "first");
    scope.shared("second", convolution(), "first", b);
    scope.binary("out", BinaryFunction.SUBTRACT, "gelu", "second");
    return "out";
  }

  private static String products(NetworkBuilder scope, String a, String b) {
    scope.add("squares", MatMul.of().secondTransposed(), a, b);
    scope.unary("small", new UnaryFunction.Scale(0.1f), "squares");
    scope.slice("one", Slice.of(0, 1, 1), "small");
    scope.reshape("matrix", Reshape.of(5, 5), "one");
    scope.add("out", MatMul.of().firstTransposed(), "matrix", a);
    return "out";
  }

  private static String normed(NetworkBuilder scope, String a) {
    scope.linear("rows", Linear.of(6), flatRows(scope, a));
    scope.reshape("maps", new Reshape(MAPS.dimensions()), "rows");
    scope.layerNorm("out", LayerNorm.of(3), "maps");
    return "out";
  }

  private static String flatRows(NetworkBuilder scope, String a) {
    scope.reshape("flat", Reshape.of(-1, 6), a);
    return "flat";
  }

  private static String chosen(NetworkBuilder scope, String a, String b) {
    scope.binary("less", BinaryFunction.LESS, a, b);
    scope.unary("exp", new UnaryFunction.ErrorFunction(), b);
    scope.select("out", "less", a, "exp");
    return "out";
  }
}
