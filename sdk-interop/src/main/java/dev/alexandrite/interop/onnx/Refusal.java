package dev.alexandrite.interop.onnx;

/**
 * Why a tensor or a node cannot be imported. Whoever knows the file and the node makes a message of
 * it; nobody else sees one.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refusal(String reason) {
    super(reason, null, false, false);
  }

  static void unless(boolean holds, String reason) {
    if (!holds) {
      throw new Refusal(reason);
    }
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
