package dev.alexandrite.core.classify;

import dev.alexandrite.classify.ClassifierBusyException;

/** What a call is told for which there is no room in the queue. */
final class QueueFull {
  private QueueFull() {}

  static ClassifierBusyException of(int waiting) {
    return new ClassifierBusyException(
        waiting
            + " calls wait for the classifier already, as many as maxWaiting in its options lets;"
            + " try again later, or raise maxWaiting or maxConcurrent");
  }
}
