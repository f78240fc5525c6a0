package dev.alexandrite.interop;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.model.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * The way in and out for models and weights of other tools. What a file is, is told by its content;
 * its name matters only for what is written.
 */
public final class Models {
  /** What to save as, at the end of a refusal. */
  static final String WRITTEN =
      "save as .onnx or .safetensors, or with classifier().pack(...) as .zip";

  private Models() {}

  /**
   * Reads a model from a file that holds network and weights: ONNX, or a checkpoint.
   *
   * @param file the file or folder
   * @return the model, closed by the caller
   * @throws ModelFileException if it cannot be read, or holds only a part, naming the option that
   *     brings the rest
   */
  public static PretrainedModel load(Path file) {
    return load(file, LoadOptions.defaults());
  }

  /**
   * Reads a model from a file, with what the file lacks.
   *
   * @param file a network, weights, or both
   * @param options the rest
   * @return the model, closed by the caller
   * @throws ModelFileException if it cannot be read, or a part is still missing
   */
  public static PretrainedModel load(Path file, LoadOptions options) {
    PretrainedModel model = mapped(file, () -> formatOf(file).load(file, options));
    try {
      model.requireOneAnOutput(options.classNames());
      return model;
    } catch (InvalidModelException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Opens the weights of a file of any format, for {@code Trainer.initialWeights} and {@code
   * Classifier.builder}.
   *
   * @param file the file or folder
   * @return its named tensors, closed by the caller
   * @throws ModelFileException if it cannot be read or holds no weights
   */
  public static WeightSource weights(Path file) {
    return mapped(file, () -> formatOf(file).weights(file));
  }

  /**
   * Writes a model in the format that the file's name ends with, such as {@code .onnx} or {@code
   * .safetensors}. The file is complete or not there: a file that was there before is replaced when
   * all is written.
   *
   * @param model network and weights
   * @param file where to
   * @throws ModelFileException if no format writes such files, or it cannot say what the network
   *     computes
   */
  public static void save(PretrainedModel model, Path file) {
    save(model, file, SaveOptions.defaults());
  }

  /**
   * Writes a model as {@link #save(PretrainedModel, Path)} does, with options.
   *
   * @param model network and weights
   * @param file where to
   * @param options how
   * @throws ModelFileException if no format writes such files, it cannot say what the network
   *     computes, or it has no such options
   */
  public static void save(PretrainedModel model, Path file, SaveOptions options) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (ModelFormat format : formats()) {
      if (format.suffixes().stream().anyMatch(suffix -> name.endsWith("." + suffix))) {
        format.save(model, file, options);
        return;
      }
    }
    throw new ModelFileException(file + ": no format writes files of that name; " + WRITTEN);
  }

  /**
   * Opens the state in which Caffe's solver stopped, so that a run goes on with its momentum.
   *
   * @param state a {@code .solverstate} or {@code .solverstate.h5}
   * @param prototxt the net that was trained: the file has no names
   * @param model what the net was loaded as, or a network with the same names and shapes
   * @return the iteration and the momentum of every parameter, closed by the caller
   * @throws ModelFileException if a file cannot be read, or they do not belong together
   */
  public static OptimizerState optimizerState(Path state, Path prototxt, Model model) {
    return mapped(state, () -> solver().optimizerState(state, prototxt, model.network()));
  }

  /**
   * Reads how Caffe's solver was told to train.
   *
   * @param solver the solver's prototxt
   * @return optimiser, schedule and length
   * @throws ModelFileException if it cannot be read, or names a solver or policy that we have not
   */
  public static TrainingSettings trainingSettings(Path solver) {
    return solver().trainingSettings(solver);
  }

  /** Files are mapped; a page that one has not any more is Java's internal error. */
  private static <T> T mapped(Path file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InternalError e) {
      throw new ModelFileException(
          file
              + " became shorter, or its disk failed, while it was read; open it again, and leave"
              + " it alone meanwhile",
          e);
    }
  }

  private static ModelFormat formatOf(Path file) {
    FileHead head = head(file);
    return formats().stream()
        .filter(format -> format.recognizes(head))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelFileException(
                    file
                        + ": no known format begins like this file of "
                        + head.size()
                        + " bytes; known are "
                        + formats().stream().map(ModelFormat::name).toList()));
  }

  private static FileHead head(Path file) {
    try {
      if (Files.isDirectory(file)) {
        return new FileHead(file, 0, new byte[0]);
      }
      if (!Files.isRegularFile(file)) {
        throw new ModelFileException(
            file + (Files.exists(file) ? " is no regular file" : " does not exist"));
      }
      try (InputStream in = Files.newInputStream(file)) {
        return new FileHead(file, Files.size(file), in.readNBytes(FileHead.BYTES));
      }
    } catch (IOException e) {
      throw new ModelFileException(
          file + " cannot be read: " + e + "; check the path, its permissions and the disk", e);
    }
  }

  private static SolverFormat solver() {
    return ServiceLoader.load(SolverFormat.class, Models.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new ModelFileException(
                    "no SolverFormat is on the path; keep META-INF/services of alexandrite-interop"
                        + " when jars are merged"));
  }

  private static List<ModelFormat> formats() {
    return ServiceLoader.load(ModelFormat.class, Models.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
