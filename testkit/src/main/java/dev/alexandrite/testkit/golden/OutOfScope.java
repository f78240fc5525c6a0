package dev.alexandrite.testkit.golden;

/** Why a case is not run; the reason is printed. */
final class OutOfScope extends Exception {
  private static final long serialVersionUID = 1L;

  OutOfScope(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  static void unless(boolean supported, String reason) throws OutOfScope {
    if (!supported) {
      throw new OutOfScope(reason);
    }
  }
}
