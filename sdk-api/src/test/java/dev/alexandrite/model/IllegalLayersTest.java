package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import dev.alexandrite.tensor.WindowAxis;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every illegal layer is refused by build(), which names the layer and what it found. */
final class IllegalLayersTest {
  private static final Shape MAPS = Shape.image(6, 8, 8);
  private static final Shape VECTOR = Shape.of(20);

  record Illegal(Layer layer, Shape input, String found) {}

  static Stream<Illegal> convolutions() {
    return Stream.of(
        new Illegal(Conv2d.of(0, 3), MAPS, "filters is 0"),
        new Illegal(Conv2d.of(6, 0), MAPS, "kernel height is 0"),
        new Illegal(kernel(3, -1), MAPS, "kernel width is -1"),
        new Illegal(Conv2d.of(6, 3).stride(0), MAPS, "stride is 0"),
        new Illegal(strides(1, 0), MAPS, "horizontal stride is 0"),
        new Illegal(Conv2d.of(6, 3).pad(-1), MAPS, "padding is -1"),
        new Illegal(Conv2d.of(6, 3).groups(0), MAPS, "groups is 0"),
        new Illegal(Conv2d.of(8, 3).groups(4), MAPS, "4 groups do not divide the 6 input"),
        new Illegal(Conv2d.of(8, 3).groups(3), MAPS, "3 groups do not divide the 8 filters"),
        new Illegal(Conv2d.of(6, 9), MAPS, "kernel height 9 is larger"),
        new Illegal(kernel(3, 11), MAPS, "8 + 0 + 0 = 8"),
        new Illegal(Conv2d.of(6, 11).pad(1), MAPS, "8 + 1 + 1 = 10"),
        new Illegal(Conv2d.of(6, 1), VECTOR, "found 20"),
        new Illegal(Conv2d.of(Integer.MAX_VALUE, 1), MAPS, "more than 2^31-1"),
        new Illegal(Conv2d.of(6, 3).pad(Integer.MAX_VALUE), MAPS, "more than 2^31-1"),
        new Illegal(Conv2d.of(1 << 23, 8), MAPS, "the weights would be"),
        new Illegal(Conv2d.of(6, 3).dilation(0), MAPS, "vertical dilation is 0"),
        new Illegal(dilations(1, -2), MAPS, "horizontal dilation is -2"),
        new Illegal(Conv2d.of(6, 3).dilation(4), MAPS, "height 9 (3 dilated by 4) is larger"),
        new Illegal(
            Conv2d.of(6, 3).dilation(Integer.MAX_VALUE), MAPS, "height 4294967295 (3 dilated"),
        new Illegal(rates(-1), MAPS, "found rates -1.0"),
        new Illegal(rates(Double.NaN), MAPS, "found rates NaN"),
        new Illegal(LocallyConnected.of(0, 3), MAPS, "filters is 0"),
        new Illegal(LocallyConnected.of(6, 3).groups(5), MAPS, "5 groups do not divide"),
        new Illegal(LocallyConnected.of(6, 3).dilation(0), MAPS, "vertical dilation is 0"),
        new Illegal(LocallyConnected.of(6, 9), MAPS, "kernel height 9 is larger"),
        new Illegal(LocallyConnected.of(6, 3), VECTOR, "found 20"));
  }

  static Stream<Illegal> generalLayers() {
    UnaryFunction open = new UnaryFunction.Clip(0, Float.POSITIVE_INFINITY);
    return Stream.of(
        new Illegal(MatMul.of(), MAPS, "takes two inputs, found 1"),
        new Illegal(Permute.of(0, 1), MAPS, "names each axis of 6×8×8 once"),
        new Illegal(Permute.of(0, 1, 1), MAPS, "found [0, 1, 1]"),
        new Illegal(Reshape.of(7, -1), VECTOR, "found 20 of 20 for [7, -1]"),
        new Illegal(Reshape.of(-1, -1), VECTOR, "for [-1, -1]"),
        new Illegal(Reshape.of(0), VECTOR, "positive, or -1 once"),
        new Illegal(Reshape.of(1 << 30, 1 << 30, 1 << 30, 1 << 30), VECTOR, "keeps the elements"),
        new Illegal(Slice.of(3, 0, 1), MAPS, "axis 3 is none of 6×8×8"),
        new Illegal(Slice.of(0, 2, 5), MAPS, "elements 2 to 6 of axis 0"),
        new Illegal(Slice.of(0, 2, 4).step(-1), MAPS, "elements 2 to -1"),
        new Illegal(Slice.of(0, 0, Integer.MAX_VALUE).step(Integer.MAX_VALUE), MAPS, "has 6"),
        new Illegal(Slice.of(0, 0, 1).step(0), MAPS, "step is 0"),
        new Illegal(Pad.of(0, -1, 0), MAPS, "padding is -1 and 0"),
        new Illegal(Pad.of(0, 1, 0).value(Double.NaN), MAPS, "padding is NaN"),
        new Illegal(Pad.of(0, Integer.MAX_VALUE, 0), MAPS, "more than 2^31-1"),
        new Illegal(Expand.of(20, 2), VECTOR, "found 20 for 20×2"),
        new Illegal(Gather.of(0), VECTOR, "found 1"),
        new Illegal(Embedding.of(0, 4), VECTOR, "number of vectors is 0"),
        new Illegal(Embedding.of(4, 1 << 30), VECTOR, "more than 2^31-1"),
        new Illegal(Embedding.of((1 << 24) + 1, 1), VECTOR, "count to 16,777,216"),
        new Illegal(Pad.of(0, 1, 0).value(-1e39), MAPS, "padding is -1.0E39"),
        new Illegal(Reduce.sum(3), MAPS, "axis 3 is none"),
        new Illegal(Reduce.sum(1, -2), MAPS, "name one twice"),
        new Illegal(Binary.of(BinaryFunction.ADD), MAPS, "takes two inputs, found 1"),
        new Illegal(Unary.of(open), MAPS, "finite limits"),
        new Illegal(Select.of(), MAPS, "found 1"),
        new Illegal(AdaptiveAveragePool.of(0), MAPS, "output's height is 0"),
        new Illegal(AdaptiveAveragePool.of(1), VECTOR, "found 20"),
        new Illegal(Softmax.of().axis(1), VECTOR, "axis 1 is none"));
  }

  static Stream<Illegal> poolings() {
    return Stream.of(
        new Illegal(MaxPool.of(0, 2), MAPS, "kernel height is 0"),
        new Illegal(MaxPool.of(3, 0), MAPS, "stride is 0"),
        new Illegal(pool(3, 0, 1, 1), MAPS, "kernel width is 0"),
        new Illegal(pool(3, 3, 1, -2), MAPS, "horizontal stride is -2"),
        new Illegal(MaxPool.of(3, 2).pad(-1), MAPS, "padding is -1"),
        new Illegal(MaxPool.of(3, 2).pad(3), MAPS, "padding 3 is not smaller"),
        new Illegal(MaxPool.of(WindowAxis.of(3), WindowAxis.of(3).pad(0, 4)), MAPS, "padding 4"),
        new Illegal(MaxPool.of(9, 2), MAPS, "kernel height 9 is larger"),
        new Illegal(MaxPool.of(9, 2).roundUp(), MAPS, "kernel height 9 is larger"),
        new Illegal(MaxPool.of(3, 2), VECTOR, "found 20"),
        new Illegal(MaxPool.of(3, 2).dilation(0), MAPS, "vertical dilation is 0"),
        new Illegal(MaxPool.of(3, 2).dilation(4), MAPS, "height 9 (3 dilated by 4) is larger"),
        new Illegal(
            MaxPool.of(3, 2).dilation(2).pad(5), MAPS, "height 5 (3 dilated by 2); a window"),
        new Illegal(MaxPool.of(2, 1).dilation(9).pad(8), MAPS, "a window could step over it"),
        new Illegal(AveragePool.of(3, 2).dilation(-1), MAPS, "vertical dilation is -1"),
        new Illegal(AveragePool.of(3, 2).dilation(4), MAPS, "height 9 (3 dilated by 4) is larger"),
        new Illegal(AveragePool.of(0, 2), MAPS, "kernel height is 0"),
        new Illegal(AveragePool.of(3, 2).pad(3), MAPS, "padding 3 is not smaller"),
        new Illegal(AveragePool.of(11, 2).pad(1), MAPS, "8 + 1 + 1 = 10"),
        new Illegal(AveragePool.of(3, 2), VECTOR, "found 20"));
  }

  static Stream<Illegal> others() {
    return Stream.of(
        new Illegal(Linear.of(0), VECTOR, "outputs is 0"),
        new Illegal(Linear.of(10), MAPS, "put a flatten() before it"),
        new Illegal(Linear.of(1 << 30), VECTOR, "the weights would be 1073741824×20"),
        new Illegal(norm(0, 1e-4, 2, 1), MAPS, "window size is 0"),
        new Illegal(norm(5, 1e-4, 2, 4), MAPS, "4 towers do not divide the 6"),
        new Illegal(norm(5, 1e-4, 2, 0), MAPS, "towers is 0"),
        new Illegal(norm(5, 1e-4, 0, 1), MAPS, "k, alpha and beta are 0.0"),
        new Illegal(norm(5, -1, 2, 1), MAPS, "-1.0"),
        new Illegal(LocalResponseNorm.paper(), VECTOR, "found 20"),
        new Illegal(batchNorm(0, 0.1), MAPS, "epsilon is 0.0"),
        new Illegal(batchNorm(1e-5, 0), MAPS, "momentum is 0.0"),
        new Illegal(batchNorm(1e-5, 1.5), MAPS, "momentum is 1.5"),
        new Illegal(BatchNorm.of(), Shape.of(4, 5), "found 4×5"),
        new Illegal(LayerNorm.of(0), MAPS, "last 0 axes"),
        new Illegal(LayerNorm.of(4), MAPS, "last 4 axes"),
        new Illegal(LayerNorm.of(1).epsilon(-1), MAPS, "epsilon is -1"),
        new Illegal(Dropout.of(1), MAPS, "dropout rate is 1.0"),
        new Illegal(Dropout.of(-0.5), MAPS, "dropout rate is -0.5"),
        new Illegal(Dropout.of(Double.NaN), MAPS, "dropout rate is NaN"),
        new Illegal(Softmax.of(), Shape.of(), "found a scalar"),
        new Illegal(Add.of(), MAPS, "found 1"),
        new Illegal(Concat.of(), MAPS, "found 1"));
  }

  @ParameterizedTest
  @MethodSource({"convolutions", "poolings", "others", "generalLayers"})
  void isRefusedWithItsName(Illegal illegal) {
    NetworkBuilder builder = Network.builder(illegal.input()).add("culprit", illegal.layer());

    assertMentions(assertThrows(InvalidModelException.class, builder::build), illegal.found());
  }

  static Stream<Layer> layersOfOneInput() {
    return Stream.of(
        Conv2d.of(6, 3),
        LocallyConnected.of(6, 3),
        Linear.of(4),
        MaxPool.of(3, 2),
        AveragePool.of(3, 2),
        LocalResponseNorm.paper(),
        BatchNorm.of(),
        LayerNorm.of(1),
        ActivationLayer.of(Activation.RELU),
        Dropout.of(0.5),
        Softmax.of(),
        Flatten.of());
  }

  @ParameterizedTest
  @MethodSource("layersOfOneInput")
  void aSecondInputIsRefused(Layer layer) {
    NetworkBuilder builder =
        Network.builder(MAPS).relu("relu").add("culprit", layer, "relu", Network.INPUT);

    assertMentions(assertThrows(InvalidModelException.class, builder::build), "found 2");
  }

  @Test
  void addNeedsEqualShapes() {
    NetworkBuilder builder =
        Network.builder(MAPS).conv2d("conv", Conv2d.of(6, 3)).add("culprit", "conv", Network.INPUT);

    assertMentions(assertThrows(InvalidModelException.class, builder::build), "6×6×6, 6×8×8");
  }

  @Test
  void concatNeedsEqualMaps() {
    NetworkBuilder builder =
        Network.builder(MAPS)
            .conv2d("conv", Conv2d.of(6, 3))
            .concat("culprit", "conv", Network.INPUT);

    assertMentions(assertThrows(InvalidModelException.class, builder::build), "6×6×6, 6×8×8");
  }

  private static void assertMentions(InvalidModelException refused, String found) {
    String message = refused.getMessage();
    assertTrue(message.contains("'culprit'"), message);
    assertTrue(message.contains(found), message);
  }

  private static Conv2d kernel(int height, int width) {
    return Conv2d.of(6, WindowAxis.of(height), WindowAxis.of(width));
  }

  private static Conv2d strides(int vertical, int horizontal) {
    WindowAxis axis = WindowAxis.of(3);
    return Conv2d.of(6, axis.stride(vertical), axis.stride(horizontal));
  }

  private static Conv2d dilations(int vertical, int horizontal) {
    WindowAxis axis = WindowAxis.of(3);
    return Conv2d.of(6, axis.dilation(vertical), axis.dilation(horizontal));
  }

  private static Conv2d rates(double rate) {
    return Conv2d.of(6, 3).options(ParameterOptions.DEFAULT.rates(rate, 1));
  }

  private static MaxPool pool(int height, int width, int strideY, int strideX) {
    return MaxPool.of(WindowAxis.of(height).stride(strideY), WindowAxis.of(width).stride(strideX));
  }

  private static LocalResponseNorm norm(int size, double alpha, double k, int towers) {
    return LocalResponseNorm.of(size).alpha(alpha).k(k).towers(towers);
  }

  private static BatchNorm batchNorm(double epsilon, double momentum) {
    return BatchNorm.of().epsilon(epsilon).momentum(momentum);
  }
}
