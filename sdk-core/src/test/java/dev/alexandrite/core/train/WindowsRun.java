package dev.alexandrite.core.train;

import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.Ties;
import dev.alexandrite.tensor.WindowAxis;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;

/** {@link SmallRun} with every layer that has a window, and no two numbers of a window alike. */
public final class WindowsRun {
  private WindowsRun() {}

  public static Network network() {
    return Network.builder("windows", Shape.image(3, 6, 6))
        .conv2d(
            "conv",
            Conv2d.of(
                4, WindowAxis.of(3).dilation(2).pad(1, 2), WindowAxis.of(2).stride(2).pad(0, 1)))
        .locallyConnected(
            "local",
            LocallyConnected.of(4, WindowAxis.of(2).stride(2).pad(0, 1), WindowAxis.of(3).pad(1, 0))
                .groups(2)
                .noBias())
        .activation("tanh", Activation.TANH)
        .maxPool(
            "maximum",
            MaxPool.of(WindowAxis.of(2).dilation(2).pad(1, 0), WindowAxis.of(1))
                .roundUp()
                .ties(Ties.ALL))
        .averagePool(
            "mean",
            AveragePool.of(WindowAxis.of(2).pad(0, 1), WindowAxis.of(2).dilation(2).pad(1, 0))
                .countPadding(true))
        .flatten("flat")
        .linear("fc", Linear.of(SmallRun.CLASSES.size()))
        .build();
  }

  public static Trainer trainer() {
    return Trainer.of(new Recipe(network(), SmallRun.pipeline()))
        .data(SmallRun.data(22))
        .batchSize(4)
        .optimizer(Sgd.paper(0.02).momentum(0.9).weightDecay(5e-4))
        .backend("scalar")
        .loaderThreads(1)
        .seed(42);
  }
}
