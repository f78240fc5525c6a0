package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The table that summary() prints. */
final class SummaryTest {
  @Test
  void showsEveryLayerAndTheSums() {
    Linear layer = Linear.of(16).noBias();
    Network net =
        Network.builder("small", Shape.image(3, 32, 32))
            .conv2d("conv1", Conv2d.of(16, 5).stride(2).pad(2))
            .relu("relu1")
            .flatten("flat")
            .linear("fc1", Linear.of(16))
            .linear("fc2", layer)
            .shared("fc3", layer, "fc2")
            .build();

    assertEquals(
        """
        small
        layer  kind             output    parameters  multiply-adds     memory
        input                   3×32×32            -              -  768.0 KiB
        conv1  conv2d           16×16×16       1,216        307,200    1.0 MiB
        relu1  relu             16×16×16           -              -    1.0 MiB
        flat   flatten          4096               -              -    1.0 MiB
        fc1    linear           16            65,552         65,536    4.0 KiB
        fc2    linear           16               256            256    4.0 KiB
        fc3    linear (as fc2)  16                 -            256    4.0 KiB
        total  batch of 64                    67,024        373,248    3.8 MiB
        """,
        net.summary(64));
  }

  @Test
  void theWholePaperNet() {
    String summary = AlexNet.paper().build().summary();

    assertTrue(summary.contains("60,965,224"), summary);
    assertTrue(summary.contains("724,406,816"), summary);
    assertTrue(summary.contains("96×55×55"), summary);
    assertTrue(summary.contains("local_response_norm"), summary);
  }

  @Test
  void anEmptyBatchIsRefused() {
    Network net = Network.builder("small", Shape.of(4)).linear("fc", Linear.of(2)).build();

    assertTrue(
        assertThrows(InvalidModelException.class, () -> net.summary(0))
            .getMessage()
            .contains("network 'small'"));
  }
}
