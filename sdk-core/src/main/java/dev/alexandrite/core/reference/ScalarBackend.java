package dev.alexandrite.core.reference;

import dev.alexandrite.BackendException;
import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.AdaptivePoolingOp;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.MatMulOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.spi.SequencePlan;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.UpdateOp;

/** Plans every operator as the loops of its definition, on the calling thread. */
final class ScalarBackend implements Backend {
  static final String NAME = "scalar";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String planVersion() {
    return "scalar-1";
  }

  @Override
  public String description() {
    return "scalar reference, 1 thread, row-major float32, sums in double precision";
  }

  @Override
  public Buffer allocate(long elements) {
    if (elements < 0 || elements > Integer.MAX_VALUE) {
      throw new BackendException(
          "backend scalar was asked for "
              + elements
              + " elements, it holds up to 2^31-1 in one buffer; use a smaller batch");
    }
    return new ScalarBuffer(new float[(int) elements], 0, (int) elements);
  }

  @Override
  public Buffer slice(Buffer buffer, long offset, long elements) {
    return ScalarBuffer.of(buffer).part(offset, elements);
  }

  @Override
  public void upload(float[] host, TensorSpec spec, int rows, Buffer target) {
    int count = Math.toIntExact(spec.elements(rows));
    new ScalarBuffer(host, 0, host.length).copyTo(0, ScalarBuffer.of(target), 0, count);
  }

  @Override
  public void download(Buffer source, TensorSpec spec, int rows, float[] host) {
    int count = Math.toIntExact(spec.elements(rows));
    ScalarBuffer.of(source).copyTo(0, new ScalarBuffer(host, 0, host.length), 0, count);
  }

  @Override
  public OpPlan plan(Op op, int capacity) {
    return op instanceof ConvolutionOp.NormalizedForward fused
        ? SequencePlan.of(fused, this, capacity)
        : new ReferencePlan(kernel(op), capacity);
  }

  private static Kernel kernel(Op op) {
    return switch (op) {
      case ConvolutionOp convolution -> ReferenceConvolution.kernel(convolution);
      case LinearOp linear -> ReferenceLinear.kernel(linear);
      case PoolingOp pooling -> ReferencePooling.kernel(pooling);
      case LocalResponseNormOp norm -> ReferenceLocalResponseNorm.kernel(norm);
      case BatchNormOp norm -> ReferenceBatchNorm.kernel(norm);
      case LayerNormOp norm -> ReferenceLayerNorm.kernel(norm);
      case ActivationOp activation -> ReferenceActivation.kernel(activation);
      case DropoutOp dropout -> ReferenceDropout.kernel(dropout);
      case ElementwiseOp elementwise -> ReferenceElementwise.kernel(elementwise);
      case ShapeOp shape -> ReferenceShape.kernel(shape);
      case SoftmaxOp softmax -> ReferenceSoftmax.kernel(softmax);
      case MatMulOp product -> ReferenceMatMul.kernel(product);
      case ReduceOp reduce -> ReferenceReduce.kernel(reduce);
      case GatherOp gather -> ReferenceGather.kernel(gather);
      case AdaptivePoolingOp pooling -> ReferenceAdaptivePooling.kernel(pooling);
      case LossOp loss -> ReferenceLoss.kernel(loss);
      case UpdateOp update -> ReferenceUpdate.kernel(update);
    };
  }

  @Override
  public void close() {}
}
