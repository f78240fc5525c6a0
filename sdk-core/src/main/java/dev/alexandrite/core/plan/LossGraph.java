package dev.alexandrite.core.plan;

import dev.alexandrite.spi.OpGraph;

/**
 * The loss by itself, where the logits come from several devices.
 *
 * @param graph one step
 * @param logits the value that receives {@code float32[N, classes]}
 * @param labels the value that receives the class numbers, {@code float32[N, 1]}, or a number for
 *     each logit, {@code float32[N, classes]}
 * @param losses the value of each row's loss, {@code float32[N]}
 * @param gradient the value of the gradient by the logits, {@code float32[N, classes]}
 */
public record LossGraph(OpGraph graph, int logits, int labels, int losses, int gradient) {}
