package dev.alexandrite.docs;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Inspection;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.observe.explain.Baseline;
import dev.alexandrite.observe.explain.Explainer;
import dev.alexandrite.observe.explain.Explanation;
import dev.alexandrite.observe.explain.Heatmap;
import dev.alexandrite.observe.explain.IntegratedGradients;
import dev.alexandrite.observe.explain.Mistakes;
import dev.alexandrite.observe.explain.Neighbors;
import dev.alexandrite.observe.explain.Occluder;
import dev.alexandrite.observe.picture.Pictures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The code of the page about explanations, see {@link Snippets}. */
final class ExplainSnippets {
  private ExplainSnippets() {}

  static void first(Classifier classifier, Path file) throws IOException {
    // snippet: explain
    Image photo = Image.read(file);
    int label = classifier.classify(photo).best().classIndex();
    Explainer explainer = Explainer.of(classifier);
    Heatmap map = explainer.gradCam(photo, label);
    System.out.println(map); // Grad-CAM of class Windsor tie by layer relu_conv_final
    map.write(Path.of("grad-cam.png")); // over what the network saw
    // end
  }

  static void all(Explainer explainer, Classifier classifier, Image photo) throws IOException {
    // snippet: explainAll
    int tench = classifier.classIndex("tench"); // or "0", its number
    Explanation all = explainer.explain(photo, tench);
    System.out.println(all.write(Path.of("why"))); // filters.png, ..., all.png
    // end
  }

  static void filters(Explainer explainer, Image photo) throws IOException {
    // snippet: explainFilters
    explainer.filters().write(Path.of("filters.png")); // Figure 3 of the paper
    explainer.featureMaps(photo, "relu1").write(Path.of("maps.png"));
    // end
  }

  static void methods(Explainer explainer, Image photo, int label) {
    // snippet: explainMethods
    Heatmap early = explainer.gradCam(photo, label, "relu3");
    Heatmap several = explainer.gradCamPlusPlus(photo, label);
    Heatmap covered = explainer.occlusion(photo, label, Occluder.of(24, 8));
    IntegratedGradients path = explainer.integratedGradients(photo, label, Baseline.BLACK, 256);
    if (path.completenessError() > 0.05) {
      System.out.println("more steps than " + path.steps() + " are needed");
    }
    // end
    System.out.println(early + " " + several + " " + covered);
  }

  static void values(Heatmap map) {
    // snippet: explainValues
    float[] values = map.values(); // float32[height, width] of the network's input
    double inUpperHalf = map.mass(0, 0, map.height() / 2, map.width());
    // end
    System.out.println(values.length + " " + inUpperHalf);
  }

  static void data(Explainer explainer, Dataset images, Image photo) throws IOException {
    // snippet: explainData
    Neighbors neighbors = explainer.neighbors(images); // by what the head reads, or a layer by name
    neighbors.nearest(photo, 3).forEach(System.out::println);
    Pictures.write(neighbors.picture(photo, 11), Path.of("neighbors.png"));

    Mistakes mistakes = explainer.mistakes(images, 12);
    System.out.println(mistakes.count() + " mistakes; " + mistakes.worst());
    Pictures.write(mistakes.picture(), Path.of("mistakes.png"));
    // end
  }

  static void inputs(Classifier classifier, List<float[]> inputs) {
    // snippet: inspectInputs
    List<Inspection> seen = classifier.inspectInputs(inputs, List.of("input", "conv5"), "fc7", 42);
    float[] gradient = seen.getFirst().layer("input").gradient(); // of unit 42 of fc7
    // end
    System.out.println(gradient.length);
  }
}
