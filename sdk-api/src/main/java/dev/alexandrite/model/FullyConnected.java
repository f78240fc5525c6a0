package dev.alexandrite.model;

/** The three fully connected layers that every full-size AlexNet ends with. */
final class FullyConnected {
  private static final int HIDDEN = 4096;

  private FullyConnected() {}

  /** Dropout on the outputs of fc6 and fc7, as in the paper (section 4.2). */
  static NetworkBuilder dropoutBehind(
      NetworkBuilder net,
      PresetSettings s,
      Dropout.Mode mode,
      ParameterOptions hidden,
      ParameterOptions logits) {
    Dropout dropout = Dropout.of(s.dropout()).mode(mode);
    return net.flatten("flatten")
        .linear("fc6", Linear.of(HIDDEN).options(hidden))
        .relu("relu6")
        .dropout("drop6", dropout)
        .linear("fc7", Linear.of(HIDDEN).options(hidden))
        .relu("relu7")
        .dropout("drop7", dropout)
        .linear("fc8", Linear.of(s.classes()).options(logits));
  }

  /** Dropout on the inputs of fc6 and fc7, as in torchvision. */
  static NetworkBuilder dropoutBefore(
      NetworkBuilder net, PresetSettings s, ParameterOptions options) {
    Dropout dropout = Dropout.of(s.dropout());
    return net.flatten("flatten")
        .dropout("drop6", dropout)
        .linear("fc6", Linear.of(HIDDEN).options(options))
        .relu("relu6")
        .dropout("drop7", dropout)
        .linear("fc7", Linear.of(HIDDEN).options(options))
        .relu("relu7")
        .linear("fc8", Linear.of(s.classes()).options(options));
  }
}
