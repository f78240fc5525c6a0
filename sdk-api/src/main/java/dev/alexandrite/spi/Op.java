package dev.alexandrite.spi;

/**
 * The immutable description of one operator: geometry and constants, no data. The set is closed, so
 * that a backend can plan every member by an exhaustive switch.
 *
 * <p>Tensors are batched unless stated otherwise: a description speaks of one example, a plan runs
 * it over the rows of the batch. {@link #signature()} says which inputs it reads and which outputs
 * it writes, in order. An output is overwritten, never added to, unless it is named among the
 * inputs too.
 */
public sealed interface Op
    permits ActivationOp,
        AdaptivePoolingOp,
        BatchNormOp,
        ConvolutionOp,
        DropoutOp,
        ElementwiseOp,
        GatherOp,
        LayerNormOp,
        LinearOp,
        LocalResponseNormOp,
        LossOp,
        MatMulOp,
        PoolingOp,
        ReduceOp,
        ShapeOp,
        SoftmaxOp,
        UpdateOp {
  /**
   * Its tensors.
   *
   * @return what it reads, writes and may overwrite
   */
  Signature signature();
}
