package dev.alexandrite.interop;

import dev.alexandrite.checkpoint.WeightSource;
import java.nio.file.Path;
import java.util.List;

/**
 * A format that models or weights are read from, and perhaps written in; a service, found by {@link
 * Models} in its own class loader's path. Implementations keep no state.
 */
public interface ModelFormat {
  /**
   * The format's name in messages and options.
   *
   * @return such as {@code onnx}
   */
  String name();

  /**
   * How the names of its files end, without the dot: what {@link Models#save} goes by, never what
   * {@link Models#load} goes by.
   *
   * @return such as {@code onnx}; the first is the usual one
   */
  List<String> suffixes();

  /**
   * Whether a file is of this format, by its content.
   *
   * @param head the file's first bytes
   * @return true if it looks like it; the rest may be damaged
   */
  boolean recognizes(FileHead head);

  /**
   * Reads a model.
   *
   * @param file a file of this format
   * @param options the rest of what is needed, such as a network for files that hold weights alone
   * @return the model; its weights may read the file until they are closed
   * @throws ModelFileException if it cannot be read, or an option is missing
   */
  PretrainedModel load(Path file, LoadOptions options);

  /**
   * Opens the weights of a file.
   *
   * @param file a file of this format
   * @return its named tensors
   * @throws ModelFileException if it cannot be read or holds none
   */
  WeightSource weights(Path file);

  /**
   * Writes a model. What was there before is replaced when all is written.
   *
   * @param model network and weights
   * @param file where to
   * @throws ModelFileException if the format cannot say what the network computes, naming the layer
   */
  default void save(PretrainedModel model, Path file) {
    throw new ModelFileException(
        "files of format "
            + name()
            + " are read, not written; in the place of "
            + file
            + ", "
            + Models.WRITTEN);
  }

  /**
   * Writes a model with options. What was there before is replaced when all is written.
   *
   * @param model network and weights
   * @param file where to
   * @param options how
   * @throws ModelFileException if the format cannot say what the network computes, naming the
   *     layer, or has no such options
   */
  default void save(PretrainedModel model, Path file, SaveOptions options) {
    if (!options.equals(SaveOptions.defaults())) {
      throw new ModelFileException(
          "files of format " + name() + " leave no choice: " + options + " is for .onnx alone");
    }
    save(model, file);
  }
}
