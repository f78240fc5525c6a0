package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.util.Arrays;

/**
 * A locally connected layer: at every position a small fully connected layer of its own, with lanes
 * over the batch. Every sum ascends through (channel, ky, kx); the bias is added last.
 */
final class LocalForward implements OpPlan {
  private final ConvolutionOp.Forward op;
  private final LocalGeometry geometry;
  private final WorkerPool pool;
  private final int capacity;
  private final boolean relu;
  private final int[] filters;
  private final CpuBuffer noBias;
  private final ParallelTask packing = (task, worker) -> pack(task);
  private final ParallelTask multiplying = this::multiply;

  private CpuBuffer x = CpuBuffer.EMPTY;
  private CpuBuffer weights = CpuBuffer.EMPTY;
  private CpuBuffer bias = CpuBuffer.EMPTY;
  private CpuBuffer y = CpuBuffer.EMPTY;
  private float[] work = {};
  private int packedInputs;
  private BatchLast batch;

  LocalForward(ConvolutionOp.Forward op, int capacity, WorkerPool pool) {
    this.op = op;
    this.geometry = new LocalGeometry(op.geometry());
    this.pool = pool;
    this.capacity = capacity;
    this.relu = Epilogue.relu(op.activation());
    this.filters = SimdLinear.rowStarts(geometry.groupFilters(), op.geometry().reduction());
    this.noBias = op.bias() ? CpuBuffer.EMPTY : CpuBuffer.zeros(geometry.outputElements());
    this.batch = new BatchLast(capacity, geometry.inputElements());
  }

  @Override
  public String algorithm() {
    return "local";
  }

  @Override
  public long workspaceElements() {
    int lanes = new Panels(capacity).lanes();
    return (long) lanes * geometry.inputElements() + (long) pool.threads() * workerElements(lanes);
  }

  private int workerElements(int lanes) {
    return lanes * filters.length + op.geometry().reduction() * Panels.WIDTH;
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer workspace, RunState state) {
    x = CpuBuffer.of(inputs[0]);
    weights = CpuBuffer.of(inputs[1]);
    bias = op.bias() ? CpuBuffer.of(inputs[2]) : noBias;
    y = CpuBuffer.of(outputs[0]);
    work = CpuBuffer.of(workspace).array();
    packedInputs = CpuBuffer.of(workspace).offset();
    if (batch.panels().outputs() != state.rows) {
      batch = new BatchLast(state.rows, geometry.inputElements());
    }
    pool.run(packing, batch.tasks());
    pool.run(multiplying, geometry.positions());
  }

  private void pack(int task) {
    batch.pack(x.array(), x.offset(), work, packedInputs, task);
  }

  private void multiply(int position, int worker) {
    Panels panels = batch.panels();
    int sums = packedInputs + batch.size() + worker * workerElements(panels.lanes());
    int inputs = sums + panels.lanes() * filters.length;
    for (int group = 0; group < op.geometry().groups(); group++) {
      Arrays.fill(work, sums, inputs, 0);
      for (int panel = 0; panel < panels.count(); panel++) {
        gather(position, group, panel, inputs);
        int width = panels.width(panel);
        int panelSums = sums + panels.offset(panel, filters.length);
        for (int filter = 0, rows; filter < filters.length; filter += rows) {
          rows = GemmKernel.tileRows(filters.length - filter, width);
          GemmKernel.accumulate(
              rows,
              work,
              inputs,
              width,
              weights.array(),
              filters,
              filter,
              weights.offset() + geometry.weights(position, group),
              1,
              op.geometry().reduction(),
              0,
              work,
              panelSums + filter * width);
        }
      }
      store(position, group, sums);
    }
  }

  /** Collects what one position sees of a panel's rows: {@code float32[k, width]}. */
  private void gather(int position, int group, int panel, int to) {
    int width = batch.panels().width(panel);
    int channels = geometry.groupChannels();
    int stride = geometry.area() * width;
    for (int tap = 0; tap < geometry.area(); tap++) {
      int pixel = geometry.pixel(position, tap);
      int row = to + tap * width;
      if (pixel < 0) {
        for (int channel = 0; channel < channels; channel++) {
          Arrays.fill(work, row + channel * stride, row + channel * stride + width, 0);
        }
      } else {
        int element = pixel * op.geometry().channels() + group * channels;
        int from = packedInputs + batch.offset(panel, element);
        Panels.copyRows(work, from, width, work, row, stride, channels, width);
      }
    }
  }

  private void store(int position, int group, int sums) {
    Panels panels = batch.panels();
    for (int row = 0; row < panels.outputs(); row++) {
      int panel = row / Panels.WIDTH;
      int width = panels.width(panel);
      int from = sums + panels.offset(panel, filters.length) + row % Panels.WIDTH;
      for (int i = 0; i < geometry.groupFilters(); i++) {
        int filter = group * geometry.groupFilters() + i;
        // Biases are unbatched and so row-major: [filters, outHeight, outWidth].
        float b = bias.array()[bias.offset() + filter * geometry.positions() + position];
        int to = y.offset() + row * geometry.outputElements();
        y.array()[to + position * op.geometry().filters() + filter] =
            Epilogue.finish(work[from + i * width], b, relu);
      }
    }
  }
}
