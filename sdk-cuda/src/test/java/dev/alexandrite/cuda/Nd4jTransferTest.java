package dev.alexandrite.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.train.Sgd;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A training step copies its images and labels in and its losses out, and nothing else. */
class Nd4jTransferTest {
  private static final int BATCH = 4;
  private static final int STEPS = 3;

  @Test
  void aStepCopiesTheBatchInAndTheLossesOut() {
    Network network = AlexNet.tiny().classes(10).build().network();
    LossOp loss = new LossOp.SoftmaxCrossEntropy(10, 0, List.of());
    UpdateRule rule = new UpdateRule(Sgd.paper(0.01).momentum(0.9), false, 0, 0, 0);
    TrainingGraphs graphs = Planner.training(network, loss, rule, BATCH);
    float[] images = images(network, 1);
    float[] labels = {1, 2, 3, 4};
    try (Backend backend = Nd4jNative.open(1)) {
      TensorStore store = new TensorStore(backend, graphs.persistent());
      Program step = Programs.compile(backend, graphs.step(), store);
      float[] losses = new float[BATCH];
      RunState state = new RunState();
      state.rows = BATCH;
      for (int i = 0; i < STEPS; i++) {
        step.upload(graphs.input(), images, BATCH);
        step.upload(graphs.labels(), labels, BATCH);
        step.run(state);
        step.download(graphs.losses(), BATCH, losses);
      }
      long in = STEPS * (long) BATCH * (network.input().elements() + 1);
      assertEquals(2 * STEPS, step.transfers().uploads());
      assertEquals(in, step.transfers().uploadedElements());
      assertEquals(STEPS, step.transfers().downloads());
      assertEquals(STEPS * BATCH, step.transfers().downloadedElements());
      assertEquals(0, store.transfers().uploads() + store.transfers().downloads());
    }
  }

  @Test
  void aBatchStagedBesideARunIsTheOneThatWasUploaded() {
    Network network = AlexNet.tiny().classes(10).build().network();
    LossOp loss = new LossOp.SoftmaxCrossEntropy(10, 0, List.of());
    UpdateRule rule = new UpdateRule(Sgd.paper(0.01).momentum(0.9), false, 0, 0, 0);
    TrainingGraphs graphs = Planner.training(network, loss, rule, BATCH);
    float[] images = images(network, 2);
    float[] back = new float[images.length];
    try (Backend backend = Nd4jNative.open(1)) {
      Program step =
          Programs.compile(backend, graphs.step(), new TensorStore(backend, graphs.persistent()));
      step.upload(graphs.input(), images(network, 3), BATCH);
      step.stage(graphs.input(), images, BATCH);
      step.download(graphs.input(), BATCH, back);
      assertArrayEquals(images(network, 3), back, "not taken yet");
      step.takeStaged(graphs.input(), BATCH);
      step.download(graphs.input(), BATCH, back);
      assertArrayEquals(images, back);
    }
  }

  private static float[] images(Network network, long seed) {
    Random random = new Random(seed);
    float[] images = new float[BATCH * network.input().elements()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    return images;
  }
}
