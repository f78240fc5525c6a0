package dev.alexandrite.examples;

import dev.alexandrite.data.Split;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.AlexNetBuilder;
import dev.alexandrite.train.Execution;
import dev.alexandrite.train.Trainer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** A run whose settings are to be found: network, images, backend. */
record TunedRun(AlexNet net, Split images, int seed, String backend) {
  /** Reads the options that the examples about settings share. */
  static TunedRun read(Options options) {
    int seed = options.integer("seed", 1, "draws images, weights, order and what is tried");
    Supplier<AlexNetBuilder> preset =
        options.choice("preset", "tiny", TrainAlexNet.PRESETS, "the network");
    Optional<Path> data =
        options.path(
            "data",
            "a folder with train and val, or one with a fifth to be held out; images are drawn"
                + " otherwise");
    int drawn = options.integer("images", 6000, "how many training images are drawn");
    String backend =
        options.text("backend", Execution.AUTO, "what computes: auto, cpu, scalar, cuda or nd4j");
    Split images =
        data.map(folder -> ImageData.folder(folder, seed))
            .orElseGet(() -> ImageData.drawn(drawn, Math.max(1, drawn / 6), 32, seed));
    AlexNet net = preset.get().classes(images.train().classNames().size()).build();
    return new TunedRun(net, images, seed, backend);
  }

  /** A trainer that has been told all but what is to be found. */
  Trainer trainer() {
    return Trainer.of(net).data(images).seed(seed).backend(backend);
  }
}
