package dev.alexandrite.train;

import dev.alexandrite.evaluate.EvaluationReport;
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
    double waitShare) {}
