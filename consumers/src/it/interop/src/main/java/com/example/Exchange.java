package com.example;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.Image;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.observe.ProgressBar;
import dev.alexandrite.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes a network in formats of other tools, and reads it and a solver of Caffe again. */
public final class Exchange {
  private Exchange() {}

  public static void main(String... arguments) throws IOException {
    Path folder = Files.createTempDirectory("exchange");
    Dataset shapes = DrawnShapes.of(100, 32, 1);
    AlexNet net = AlexNet.tiny().build();
    try (Classifier classifier =
        Trainer.of(net)
            .data(shapes)
            .epochs(1)
            .batchSize(20)
            .listener(ProgressBar.on(System.out))
            .fit()
            .classifier()) {
      Image image = shapes.image(0);
      float[] logits = classifier.logits(image);
      LoadOptions options = LoadOptions.defaults();
      for (String format : new String[] {"onnx", "safetensors"}) {
        Path file = folder.resolve("net." + format);
        Models.save(PretrainedModel.of(classifier), file);
        LoadOptions with = format.equals("onnx") ? options : options.model(net);
        try (PretrainedModel model = Models.load(file, with);
            Classifier read = model.classifier()) {
          System.out.println(format + (same(logits, read.logits(image)) ? " same" : " differs"));
        }
      }
    }
    Path solver =
        Files.writeString(
            folder.resolve("solver.prototxt"),
            "net: 'net.prototxt' base_lr: 0.01 lr_policy: 'fixed' max_iter: 10");
    System.out.println("prototxt " + Models.trainingSettings(solver).optimizer().learningRate());
  }

  private static boolean same(float[] expected, float[] found) {
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(expected[i] - found[i]) > 1e-5) {
        System.out.println(Arrays.toString(expected) + Arrays.toString(found));
        return false;
      }
    }
    return true;
  }
}
