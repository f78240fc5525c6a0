package dev.alexandrite.benchmarks;

/** The kinds of {@link Work}. */
enum Task {
  /** Batch in, forward, softmax and cross-entropy, backward, momentum SGD, loss out. */
  TRAIN,
  /** Batch in, logits out. */
  FORWARD,
  /** What has a kind of its own. */
  OTHER
}
