package dev.alexandrite.core.train;

import dev.alexandrite.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a run warned of. */
final class Warnings implements TrainingListener {
  final List<String> messages = new ArrayList<>();

  @Override
  public void onWarning(String message) {
    messages.add(message);
  }
}
