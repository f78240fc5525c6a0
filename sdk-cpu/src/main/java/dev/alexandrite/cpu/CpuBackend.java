package dev.alexandrite.cpu;

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
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.UpdateOp;

/**
 * Tensors are Java arrays. A batched tensor of shape {@code [C, H, W]} lies as {@code float32[N, H,
 * W, C]}, so that vectors run over channels; every other tensor is row-major.
 *
 * <p>Every sum is one chain of fused multiply-adds in an order that depends on the operator alone,
 * and vectors run over results, never over a sum: the bits are the same for any number of threads
 * and any vector width.
 */
final class CpuBackend implements Backend {
  private final WorkerPool pool;
  private final boolean winograd;
  private final String detail;

  CpuBackend(WorkerPool pool, boolean winograd, String detail) {
    this.pool = pool;
    this.winograd = winograd;
    this.detail = detail;
  }

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public String planVersion() {
    return winograd ? "cpu-4" : "cpu-4-direct";
  }

  @Override
  public String description() {
    return "cpu: " + pool.threads() + " threads, " + detail;
  }

  @Override
  public boolean sumsByBatchTree() {
    return true;
  }

  @Override
  public Buffer allocate(long elements) {
    if (elements > CpuBuffer.MAX_LENGTH) {
      throw new BackendException(
          "backend cpu: a buffer of "
              + elements
              + " elements was asked for, at most "
              + CpuBuffer.MAX_LENGTH
              + " are possible; use a smaller batch");
    }
    return CpuBuffer.zeros((int) elements);
  }

  @Override
  public Buffer slice(Buffer buffer, long offset, long elements) {
    CpuBuffer whole = CpuBuffer.of(buffer);
    if (offset < 0 || elements < 0 || offset + elements > whole.length()) {
      throw new IllegalArgumentException(
          elements + " elements from " + offset + " on exceed a buffer of " + whole.length());
    }
    return new CpuBuffer(whole.array(), whole.offset() + (int) offset, (int) elements);
  }

  @Override
  public void upload(float[] host, TensorSpec spec, int rows, Buffer target) {
    HostLayout.upload(host, spec, rows, CpuBuffer.of(target), pool);
  }

  @Override
  public void download(Buffer source, TensorSpec spec, int rows, float[] host) {
    HostLayout.download(CpuBuffer.of(source), spec, rows, host, pool);
  }

  @Override
  public OpPlan plan(Op op, int capacity) {
    WarmUp.await();
    return switch (op) {
      case ActivationOp activation -> SimdActivation.plan(activation, capacity, pool);
      case AdaptivePoolingOp pooling -> SimdAdaptivePooling.plan(pooling, capacity, pool);
      case BatchNormOp norm -> SimdBatchNorm.plan(norm, capacity, pool);
      case ConvolutionOp convolution -> SimdConvolution.plan(convolution, capacity, winograd, pool);
      case DropoutOp dropout -> SimdDropout.plan(dropout, capacity, pool);
      case ElementwiseOp elementwise -> SimdElementwise.plan(elementwise, capacity, pool);
      case GatherOp gather -> SimdGather.plan(gather, capacity, pool);
      case LayerNormOp norm -> SimdLayerNorm.plan(norm, capacity, pool);
      case LinearOp linear -> SimdLinear.plan(linear, capacity, pool);
      case LocalResponseNormOp norm -> SimdLocalResponseNorm.plan(norm, capacity, pool);
      case LossOp loss -> SimdLoss.plan(loss, capacity, pool);
      case MatMulOp product -> SimdMatMul.plan(product, capacity, pool);
      case PoolingOp pooling -> SimdPooling.plan(pooling, capacity, pool);
      case ReduceOp reduce -> SimdReduce.plan(reduce, capacity, pool);
      case ShapeOp shape -> SimdShape.plan(shape, capacity, pool);
      case SoftmaxOp softmax -> SimdSoftmax.plan(softmax, capacity, pool);
      case UpdateOp update -> SimdUpdate.plan(update, capacity, pool);
    };
  }

  @Override
  public void close() {
    pool.close();
  }
}
