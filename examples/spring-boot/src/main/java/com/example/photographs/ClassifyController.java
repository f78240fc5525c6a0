package com.example.photographs;

import com.example.photographs.sdk.Gate;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Predictions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** What is on an uploaded picture, as JSON. */
@RestController
final class ClassifyController {
  static final String PATH = "/classify";

  private static final int BEST = 5;

  private final Classifier classifier;
  private final Gate gate;

  ClassifyController(Classifier classifier, Gate gate) {
    this.classifier = classifier;
    this.gate = gate;
  }

  /** A class and its probability. */
  record Guess(String label, float probability) {}

  /** The most probable classes, the first one first. */
  record Answer(List<Guess> best) {}

  /** The upload lies in a file until its turn has come. */
  @PostMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  Answer classify(@RequestParam("image") MultipartFile image) {
    return gate.inTurn(() -> answer(bytes(image)));
  }

  private static byte[] bytes(MultipartFile image) {
    try {
      return image.getBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer answer(byte[] file) {
    FileKind kind = FileKind.of(file);
    if (!kind.isReadable()) {
      throw new NoPictureException(kind);
    }
    Predictions predictions = classifier.classify(file);
    return new Answer(
        predictions.top(Math.min(BEST, classifier.classNames().size())).stream()
            .map(best -> new Guess(best.label(), best.probability()))
            .toList());
  }
}
