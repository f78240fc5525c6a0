package dev.alexandrite.interop.onnx;

import java.util.function.Supplier;

/**
 * Why a tensor or a node cannot be imported. Whoever knows the file and the node makes a message of
 * it; nobody else sees one.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final int LONGEST = 1500;

  Refusal(String reason) {
    super(reason, null, false, false);
  }

  static void unless(boolean holds, String reason) {
    if (!holds) {
      throw new Refusal(reason);
    }
  }

  /** The same where it is asked so often that the words are not to be made in vain. */
  static void unless(boolean holds, Supplier<String> reason) {
    if (!holds) {
      throw new Refusal(reason.get());
    }
  }

  String reason() {
    return text(this);
  }

  /** The reason that an exception gives, cut where lists in it would fill pages. */
  static String text(Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    String kind = cause instanceof ArithmeticException ? "numbers beyond any size: " : "";
    return kind + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
  }
}
