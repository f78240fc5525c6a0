package dev.alexandrite.cuda;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes on whatever ND4J computes on. All memory is outside the heap, and is freed by {@link
 * #close}, not by the garbage collector.
 */
final class Nd4jBackend implements Backend {
  private final String name;
  private final List<INDArray> arrays = new ArrayList<>();

  private final @Nullable CudaDevice device;

  private Nd4jBackend(String name, @Nullable CudaDevice device) {
    this.name = name;
    this.device = device;
  }

  /**
   * Loads ND4J.
   *
   * @param name the provider's name
   * @param library the class of ND4J's own backend, which has to be the one that computes
   * @param device the GPU that the calling thread computes on from now on; null for processors
   * @throws BackendException if ND4J cannot be loaded, or took another backend
   */
  static Nd4jBackend load(String name, String library, @Nullable CudaDevice device) {
    String found;
    try {
      found = Nd4j.getBackend().getClass().getName();
    } catch (RuntimeException | LinkageError e) {
      throw new BackendException(
          "backend "
              + name
              + " cannot run: ND4J could not be loaded: "
              + e
              + "; check that its jar for this operating system and processor is on the class path",
          e);
    }
    if (!found.equals(library)) {
      throw new BackendException(
          "backend "
              + name
              + " cannot run: ND4J computes with "
              + found
              + " in this process, expected "
              + library
              + "; leave only one of nd4j-native and nd4j-cuda-11.6 on the class path");
    }
    Nd4jBackend backend = new Nd4jBackend(name, device);
    backend.attachThread();
    return backend;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean separateMemory() {
    return true;
  }

  @Override
  public void attachThread() {
    if (device != null) {
      Nd4j.getAffinityManager().unsafeSetDevice(device.number());
    }
  }

  @Override
  public long deviceMemoryBytes() {
    return device == null ? Long.MAX_VALUE : device.memoryBytes();
  }

  @Override
  public String planVersion() {
    return name + "-1";
  }

  @Override
  public String description() {
    return name
        + ": ND4J "
        + Nd4j.getBackend().getClass().getSimpleName()
        + ", row-major float32, "
        + Nd4j.getAffinityManager().getNumberOfDevices()
        + " device";
  }

  @Override
  public Buffer allocate(long elements) {
    return new Nd4jBuffer(array(DataType.FLOAT, Math.max(1, elements)), 0, elements);
  }

  /** A zeroed array that lives as long as the backend. */
  synchronized INDArray array(DataType type, long... shape) {
    INDArray array;
    try {
      array = Nd4j.zeros(type, shape);
    } catch (RuntimeException e) {
      throw new BackendException(
          "backend "
              + name
              + " has no memory for "
              + Arrays.toString(shape)
              + "; use a smaller batch",
          e);
    }
    arrays.add(array);
    return array;
  }

  /** A shape, as operators read it. */
  synchronized INDArray integers(long... values) {
    INDArray array = Nd4j.createFromArray(values);
    arrays.add(array);
    return array;
  }

  @Override
  public Buffer slice(Buffer buffer, long offset, long elements) {
    return Nd4jBuffer.of(buffer).part(offset, elements);
  }

  @Override
  public void upload(float[] host, TensorSpec spec, int rows, Buffer target) {
    write(host, Nd4jBuffer.of(target), Math.toIntExact(spec.elements(rows)));
    Nd4j.getExecutioner().commit(); // another thread, with a stream of its own, may read it next
  }

  @Override
  public void download(Buffer source, TensorSpec spec, int rows, float[] host) {
    read(Nd4jBuffer.of(source).part(0, spec.elements(rows)), host);
  }

  /** Copies the first numbers of the host to the beginning of a buffer. */
  void write(float[] host, Nd4jBuffer target, int count) {
    copy(host, count, target.view(count));
  }

  /** Copies the first numbers of the host into an array of as many. */
  void copy(float[] host, int count, INDArray target) {
    float[] values = host.length == count ? host : Arrays.copyOf(host, count);
    try (INDArray array = Nd4j.create(values, target.shape())) {
      target.assign(array);
    }
  }

  /** Copies a whole buffer to the host. */
  void read(Nd4jBuffer source, float[] host) {
    int count = Math.toIntExact(source.elements());
    try (INDArray array = source.view(count).dup()) {
      System.arraycopy(array.toFloatVector(), 0, host, 0, count);
    }
  }

  @Override
  public OpPlan plan(Op op, int capacity) {
    return switch (op) {
      case ConvolutionOp convolution -> Nd4jConvolution.plan(convolution, this, capacity);
      case LinearOp linear -> Nd4jLinear.plan(linear, this);
      case PoolingOp pooling -> Nd4jPooling.plan(pooling, this, capacity);
      case AdaptivePoolingOp pooling -> Nd4jAdaptivePooling.plan(pooling, this, capacity);
      case LocalResponseNormOp norm -> Nd4jLocalResponseNorm.plan(norm, this, capacity);
      case BatchNormOp norm -> Nd4jBatchNorm.plan(norm, this, capacity);
      case LayerNormOp norm -> Nd4jLayerNorm.plan(norm, this, capacity);
      case ActivationOp activation -> Nd4jActivation.plan(activation, this, capacity);
      case DropoutOp dropout -> Nd4jDropout.plan(dropout, this, capacity);
      case ElementwiseOp elementwise -> Nd4jElementwise.plan(elementwise, this, capacity);
      case ShapeOp shape -> Nd4jShape.plan(shape, this);
      case SoftmaxOp softmax -> Nd4jSoftmax.plan(softmax, this, capacity);
      case LossOp loss -> Nd4jLoss.plan(loss, this, capacity);
      case MatMulOp matMul -> Nd4jMatMul.plan(matMul, this);
      case ReduceOp reduce -> Nd4jReduce.plan(reduce, this, capacity);
      case GatherOp gather -> Nd4jGather.plan(gather, this, capacity);
      case UpdateOp update -> Nd4jUpdate.plan(update, this);
    };
  }

  @Override
  public synchronized void close() {
    arrays.forEach(INDArray::close);
    arrays.clear();
  }
}
