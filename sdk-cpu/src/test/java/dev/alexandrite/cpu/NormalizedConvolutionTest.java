package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.ForwardingBackend;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.SequencePlan;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.OpCase;
import dev.alexandrite.testkit.OpCases;
import dev.alexandrite.testkit.OpRunner;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A convolution that normalises, adds and activates has the bits of the four operators by
 * themselves: a classifier computes what an inspection with gradients shows.
 */
final class NormalizedConvolutionTest {
  @Test
  void hasTheBitsOfItsSteps() {
    try (Backend reference = Backends.reference();
        Backend together = Backends.open("cpu", 2);
        Backend apart = new Apart(Backends.open("cpu", 2))) {
      for (OpCase test : OpCases.byFamily().get("normalised convolution")) {
        List<float[]> expected = OpRunner.run(apart, test, reference);
        List<float[]> actual = OpRunner.run(together, test, reference);
        assertArrayEquals(expected.getFirst(), actual.getFirst(), test.name());
      }
    }
  }

  /** Plans every step by itself. */
  private static final class Apart extends ForwardingBackend {
    Apart(Backend backend) {
      super(backend);
    }

    @Override
    public OpPlan plan(Op op, int capacity) {
      return op instanceof ConvolutionOp.NormalizedForward fused
          ? SequencePlan.of(fused, inner(), capacity)
          : super.plan(op, capacity);
    }
  }
}
