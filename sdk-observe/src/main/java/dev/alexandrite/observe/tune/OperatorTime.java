package dev.alexandrite.observe.tune;

/**
 * What one operator takes.
 *
 * @param layer the layer that it computes, or whose gradient or update
 * @param kind what it is, such as {@code ConvolutionOp.Forward}
 * @param algorithm how the backend computes it
 * @param seconds the median of the runs
 * @param flops floating-point operations: two for each multiply-add of the direct algorithm,
 *     whatever the algorithm; 0 for all that is no convolution, linear layer or matrix product
 * @param bytes the bytes of its inputs and outputs
 */
public record OperatorTime(
    String layer, String kind, String algorithm, double seconds, long flops, long bytes) {}
