package dev.alexandrite.observe.runs;

import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.train.EpochReport;

/**
 * The numbers of a finished epoch, NaN where one is unknown.
 *
 * @param epoch the epoch, from 0
 * @param step optimiser steps so far
 * @param trainLoss the mean training loss
 * @param validationLoss the loss on the validation data
 * @param top1 the part whose label came first
 * @param top5 the part whose label was among the first five
 * @param learningRate of the last step
 * @param imagesPerSecond training examples a second
 * @param waitShare the part of the time spent waiting for data
 */
public record EpochPoint(
    int epoch,
    long step,
    double trainLoss,
    double validationLoss,
    double top1,
    double top5,
    double learningRate,
    double imagesPerSecond,
    double waitShare) {
  /**
   * The numbers of a report.
   *
   * @param report a finished epoch
   * @return its numbers
   */
  public static EpochPoint of(EpochReport report) {
    boolean timed = report.imagesPerSecond() > 0; // epochs before a resumption are not
    return new EpochPoint(
        report.epoch(),
        report.step(),
        report.trainLoss(),
        report.validation().map(EvaluationReport::loss).orElse(Double.NaN),
        report.validation().map(EvaluationReport::top1).orElse(Double.NaN),
        report.validation().map(EvaluationReport::top5).orElse(Double.NaN),
        report.learningRate(),
        timed ? report.imagesPerSecond() : Double.NaN,
        timed ? report.waitShare() : Double.NaN);
  }

  /**
   * The same epoch with a speed.
   *
   * @param examples training examples a second
   * @param wait the part of the time spent waiting for data
   * @return a changed copy
   */
  public EpochPoint speed(double examples, double wait) {
    return new EpochPoint(
        epoch, step, trainLoss, validationLoss, top1, top5, learningRate, examples, wait);
  }
}
