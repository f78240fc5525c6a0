package dev.alexandrite.model;

/** The three fully connected layers that every full-size AlexNet ends with. */
final class FullyConnected {
  private static final int HIDDEN = 4096;

  private FullyConnected() {}

  /** Dropout on the outputs of fc6 and fc7, as in the paper (section 4.2). */
  static NetworkBuilder dropoutBehind(
      NetworkBuilder net,
      AlexNetSettings s,
      Dropout.Mode mode,
      ParameterOptions hidden,
      ParameterOptions logits) {
    Dropout dropout = new Dropout(s.dropout(), mode);
    return net.flatten("flatten")
        .linear("fc6", Linear.of(HIDDEN).options(hidden))
        .relu("relu6")
        .add("drop6", dropout)
        .linear("fc7", Linear.of(HIDDEN).options(hidden))
        .relu("relu7")
        .add("drop7", dropout)
        .linear("fc8", Linear.of(s.classes()).options(logits));
  }

  /** Dropout on the inputs of fc6 and fc7, as in torchvision. */
  static NetworkBuilder dropoutBefore(
      NetworkBuilder net, AlexNetSettings s, ParameterOptions options) {
    Dropout dropout = new Dropout(s.dropout(), Dropout.Mode.INVERTED);
    return net.flatten("flatten")
        .add("drop6", dropout)
        .linear("fc6", Linear.of(HIDDEN).options(options))
        .relu("relu6")
        .add("drop7", dropout)
        .linear("fc7", Linear.of(HIDDEN).options(options))
        .relu("relu7")
        .linear("fc8", Linear.of(s.classes()).options(options));
  }
}
