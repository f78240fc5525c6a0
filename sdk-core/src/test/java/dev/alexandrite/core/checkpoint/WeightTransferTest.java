package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A large tensor is never on the heap as a whole on its way through the door. */
class WeightTransferTest {
  private static final int SIDE = 4096;
  private static final long MOST_BYTES = 4 << 20;

  private static final Network NETWORK =
      Network.builder("large", Shape.of(SIDE)).linear("fc6", Linear.of(SIDE).noBias()).build();

  /** Halves, a page of memory a piece. */
  private static final class Paged implements WeightSource {
    private final ByteBuffer page = ByteBuffer.allocateDirect(4096);

    @Override
    public String origin() {
      return "pages";
    }

    @Override
    public List<NamedTensor> tensors() {
      return List.of(new NamedTensor("fc6.weight", Shape.of(SIDE, SIDE), ElementType.FLOAT16));
    }

    @Override
    public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) {
      for (long done = 0; done < tensor.bytes(); done += page.capacity()) {
        pieces.accept(page);
      }
    }
  }

  /** Takes values nowhere. */
  private static final class Counted implements NamedTensors {
    private long elements;

    @Override
    public List<TensorSpec> tensors() {
      throw new AssertionError("the report says all");
    }

    @Override
    public void upload(String name, int from, float[] values) {
      assertEquals(elements, from);
      elements += values.length;
    }

    @Override
    public void download(String name, int from, float[] values) {
      throw new AssertionError("nothing is read back");
    }
  }

  @Test
  void whatIsAllocatedDoesNotDependOnTheSize() {
    Paged source = new Paged();
    WeightReport report = WeightReport.of(NETWORK, source, WeightRule.exact());
    Counted warm = new Counted();
    WeightTransfer.run(report, source, warm);
    Counted tensors = new Counted();
    ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = meter.getCurrentThreadAllocatedBytes();
    WeightTransfer.run(report, source, tensors);
    long allocated = meter.getCurrentThreadAllocatedBytes() - before;
    assertEquals((long) SIDE * SIDE, tensors.elements);
    assertTrue(allocated < MOST_BYTES, allocated + " bytes for " + source.tensors());
  }
}
