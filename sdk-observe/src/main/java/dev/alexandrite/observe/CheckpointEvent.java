package dev.alexandrite.observe;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A checkpoint that is complete on disk. */
@Name("dev.alexandrite.Checkpoint")
@Label("Checkpoint")
@Category("Alexandrite")
@StackTrace(false)
final class CheckpointEvent extends Event {
  @Label("Step")
  long step;

  @Label("Path")
  String path = "";
}
