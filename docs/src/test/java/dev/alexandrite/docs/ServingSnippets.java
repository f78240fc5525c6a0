package dev.alexandrite.docs;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierBusyException;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The code of the page about serving, see {@link Snippets}. */
final class ServingSnippets {
  private ServingSnippets() {}

  static void pack(Path checkpoint) {
    // snippet: pack
    try (Classifier classifier = Classifier.load(checkpoint)) { // the folder step-…
      classifier.pack(Path.of("model.zip"));
    }
    // end
  }

  static void packForeign(LoadOptions rest) {
    // snippet: packForeign
    try (PretrainedModel model = Models.load(Path.of("SqueezeNet_deploy.prototxt"), rest);
        Classifier classifier = model.classifier()) {
      classifier.pack(Path.of("squeezenet.zip"));
    }
    // end
  }

  static void load(Path uploaded) throws IOException {
    // snippet: loadAnywhere
    Classifier fromFile = Classifier.load(Path.of("model.zip"));
    Classifier fromJar = Classifier.load(ServingSnippets.class, "/model.zip");
    try (InputStream stream = Files.newInputStream(uploaded)) {
      Classifier fromStream = Classifier.load(stream);
      System.out.println(fromStream.classNames());
    }
    // end
    System.out.println(fromFile.classNames() + " " + fromJar.classNames());
  }

  static ClassifierOptions options() {
    // snippet: servingOptions
    ClassifierOptions options =
        ClassifierOptions.defaults()
            .maxConcurrent(2) // computed at the same time, each with memory of its own
            .maxWaiting(128) // more are refused at once
            .timeout(Duration.ofSeconds(2)) // and whoever has waited this long
            .microBatch(8, Duration.ofMillis(3))
            .decoding(Decoding.defaults().maxFileBytes(10 << 20).maxPixels(50_000_000));
    // end
    return options;
  }

  static void warmUp(Path model, ClassifierOptions options) {
    // snippet: warmUp
    Classifier classifier = Classifier.load(model, options);
    Duration picture = classifier.warmUp(); // ten seconds at most; then let requests in
    System.out.println("a picture takes " + picture.toMillis() + " ms");
    // end
  }

  static Optional<Predictions> answer(Classifier classifier, byte[] upload) {
    // snippet: busy
    try {
      return Optional.of(classifier.classify(upload));
    } catch (ClassifierBusyException e) {
      return Optional.empty(); // 503, Retry-After: the same call may be answered later
    }
    // end
  }
}
