package dev.alexandrite.model;

import dev.alexandrite.augment.InputPipeline;
import java.util.function.IntFunction;

/**
 * Where a builder starts from.
 *
 * @param call the method that starts it, such as {@code AlexNet.paper()}, for messages
 * @param inputSize height and width of the source's input in pixels
 * @param smallestInput the smallest input that every layer can take
 * @param narrowest the layer that cannot take a smaller one; empty if there is none
 * @param classes the number of classes unless set
 * @param dropout the rate of dropout before the logits unless set
 * @param pipeline makes the pipeline of pictures for an input size
 */
record Preset(
    String call,
    int inputSize,
    int smallestInput,
    String narrowest,
    int classes,
    double dropout,
    IntFunction<InputPipeline> pipeline) {
  /** Of 1,000 classes, for inputs of any size. */
  static Preset imageNet(
      String call, int inputSize, double dropout, IntFunction<InputPipeline> pipeline) {
    return new Preset(call, inputSize, 1, "", 1000, dropout, pipeline);
  }

  /** The same for inputs that leave a layer something to do. */
  Preset from(int pixels, String layer) {
    return new Preset(call, inputSize, pixels, layer, classes, dropout, pipeline);
  }

  String tooSmall(int pixels) {
    return "inputSize("
        + pixels
        + "): "
        + (narrowest.isEmpty() ? "" : "too small for layer '" + narrowest + "', ")
        + "expected at least "
        + smallestInput
        + " pixels";
  }

  @Override
  public String toString() {
    return call;
  }
}
