package dev.alexandrite.examples;

import java.nio.file.Path;
import java.util.Optional;

/** Where CIFAR-10's files are, which an example cannot do without. */
record CifarFolder(Optional<Path> given) {
  static CifarFolder read(Options options) {
    return new CifarFolder(
        options.path(
            "data", "the binary version: data_batch_1.bin to data_batch_5.bin, test_batch.bin"));
  }

  /** After all options were read, so that help needs no folder. */
  Path required() {
    return given.orElseThrow(
        () ->
            new OptionException(
                "--data DIR is needed: the folder cifar-10-batches-bin of CIFAR-10's binary"
                    + " version"));
  }
}
