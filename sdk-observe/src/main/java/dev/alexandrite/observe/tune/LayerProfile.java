package dev.alexandrite.observe.tune;

import dev.alexandrite.observe.picture.Pictures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the time of a network goes, see {@link LayerProfiler}.
 *
 * @param network its name
 * @param backend what computed, with its threads
 * @param batchSize images of a batch
 * @param training whether it is a training step, or else a classification
 * @param runs how many were measured
 * @param seconds a whole step, the median of the runs
 * @param layers in the order of the network; the loss is the last
 * @param operators in the order in which they run
 * @param roof what the machine can do at most
 * @param roofNote why there is no roof; empty if there is one
 */
public record LayerProfile(
    String network,
    String backend,
    int batchSize,
    boolean training,
    int runs,
    double seconds,
    List<LayerTime> layers,
    List<OperatorTime> operators,
    Optional<MachineRoof> roof,
    String roofNote) {
  /** Copies the lists. */
  public LayerProfile {
    layers = List.copyOf(layers);
    operators = List.copyOf(operators);
  }

  /**
   * The speed.
   *
   * @return images a second
   */
  public double imagesPerSecond() {
    return batchSize / seconds;
  }

  /**
   * A table of the layers, for a terminal of 80 columns: milliseconds, GFLOP/s, and the share of
   * the roof with what bounds the layer, arithmetic (A) or memory (M).
   *
   * @return lines of at most 80 characters
   */
  public String table() {
    return ProfileTable.of(this);
  }

  /**
   * A picture of the layers that take time: a bar each, of forward pass, backward pass and update.
   *
   * @return the text of an {@code .svg} file, with colours for light and dark
   */
  public String picture() {
    return ProfilePicture.of(this);
  }

  /**
   * Writes the picture as SVG, whole or not at all.
   *
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public void writePicture(Path file) throws IOException {
    Pictures.write(picture().getBytes(StandardCharsets.UTF_8), file);
  }

  /** The table. */
  @Override
  public String toString() {
    return table();
  }
}
