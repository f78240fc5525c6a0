package dev.alexandrite.train;

import dev.alexandrite.Engines;
import dev.alexandrite.evaluate.EvaluationReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One finished epoch.
 *
 * @param epoch the epoch, from 0
 * @param step optimiser steps taken so far
 * @param trainLoss the mean loss over the epoch's examples, each seen by the weights of its step
 * @param validation the result on the validation data, if there is any
 * @param learningRate the learning rate of the last step
 * @param imagesPerSecond training examples a second, validation excluded; 0 if unknown, as for
 *     epochs before a resumption
 * @param waitShare the part of the training time spent waiting for data, in [0, 1]
 */
public record EpochReport(
    int epoch,
    long step,
    double trainLoss,
    Optional<EvaluationReport> validation,
    double learningRate,
    double imagesPerSecond,
    double waitShare) {
  /**
   * The finished epochs of the run that wrote a checkpoint. Its manifest is read for it, no
   * weights.
   *
   * @param checkpoint the folder of one checkpoint
   * @return the epochs, from the first, without confusion counts and speed, which a checkpoint does
   *     not keep; none if {@code Classifier.save} wrote it
   * @throws dev.alexandrite.CheckpointException if it is damaged or no checkpoint
   */
  public static List<EpochReport> history(Path checkpoint) {
    return Engines.load(TrainingEngine.class).history(checkpoint);
  }

  /** One line, rounded; read by people, so epochs count from 1 there. */
  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "epoch %d, step %d: training loss %.4f, learning rate %.3g",
            epoch + 1,
            step,
            trainLoss,
            learningRate)
        + (imagesPerSecond > 0
            ? String.format(
                Locale.ROOT,
                ", %.0f images a second, %.0f %% of the time waiting",
                imagesPerSecond,
                100 * waitShare)
            : "")
        + validation.map(report -> "; validation on " + report).orElse("");
  }
}
