package dev.alexandrite.observe;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Something that deserves attention. */
@Name("dev.alexandrite.Warning")
@Label("Warning")
@Category("Alexandrite")
@StackTrace(false)
final class WarningEvent extends Event {
  @Label("Step")
  long step;

  @Label("Message")
  String message = "";
}
