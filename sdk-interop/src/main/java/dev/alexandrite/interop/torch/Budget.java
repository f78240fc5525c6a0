package dev.alexandrite.interop.torch;

/**
 * The memory that the values of a file's pickles may take, about. One byte of a pickle can ask for
 * a hundred bytes of objects, so the file's length says nothing.
 */
final class Budget {
  static final int REFERENCE = 8;
  static final int NUMBER = 24;
  static final int STRING = 56;
  static final int SEQUENCE = 72;
  static final int DICT = 120;
  static final int ENTRY = 72;
  static final int OBJECT = 48;

  /** Enough for 40,000 tensors. */
  private static final long MOST = 48 << 20;

  private long spent;

  void spend(long bytes) {
    spent += bytes;
    if (spent > MOST) {
      throw new PickleException(
          "the values take more memory than the limit of " + MOST + " bytes",
          "save the state dict alone: torch.save(model.state_dict(), ...)");
    }
  }
}
