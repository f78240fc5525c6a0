package dev.alexandrite.observe.explain;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.CheckpointException;
import dev.alexandrite.InvalidModelException;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.LayerValues;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a classifier looks at.
 *
 * <pre>{@code
 * Explainer explainer = Explainer.of(classifier);
 * explainer.filters().write(Path.of("filters.png"));
 * explainer.gradCam(photo, label).write(Path.of("grad-cam.png"));
 * }</pre>
 *
 * <p>The network computes as it classifies, on the centre crop. The score of a class is its logit:
 * the network's output for it, or what goes into the softmax where the network ends with one, since
 * gradients of a probability near 1 vanish. A network that ends with another function, such as a
 * sigmoid, is explained by what that puts out.
 *
 * <p>Immutable, and safe for use by several threads, whose calls take turns; it is of use as long
 * as the classifier is open, afterwards every method throws an {@link IllegalStateException}.
 * Asking the same question about one image after another plans the network once, see {@link
 * dev.alexandrite.classify.Inspector}.
 */
public final class Explainer {
  /** How many gradients integrated gradients compute by default. */
  public static final int DEFAULT_STEPS = 64;

  private final Classifier classifier;
  private final Network network;
  private final String scores;
  private final InputScale scale;

  private Explainer(Classifier classifier) {
    this.classifier = classifier;
    this.network = classifier.recipe().network();
    this.scores = Score.layer(network);
    this.scale = new InputScale(classifier.recipe().pipeline(), classifier.statistics());
  }

  /**
   * Explains a classifier.
   *
   * @param classifier the classifier, which stays open
   * @return the explainer
   */
  public static Explainer of(Classifier classifier) {
    return new Explainer(classifier);
  }

  /**
   * All that is shown of one image, by {@link #lastMaps} and in 64 steps.
   *
   * @param image its pixels
   * @param label the class, 0 to classes - 1
   * @return the explanation
   * @throws InvalidModelException if the network has no convolution
   * @throws IllegalArgumentException if there is no such class
   */
  public Explanation explain(Image image, int label) {
    return explain(image, label, lastMaps(), DEFAULT_STEPS);
  }

  /**
   * All that is shown of one image.
   *
   * @param image its pixels
   * @param label the class, 0 to classes - 1
   * @param layer the layer of Grad-CAM and Grad-CAM++, one that puts out maps
   * @param steps how many gradients integrated gradients compute, from black, at least 1
   * @return the explanation
   * @throws InvalidModelException if the network has no convolution, there is no layer of that
   *     name, or it has no maps
   * @throws IllegalArgumentException if there is no such class or steps are below 1
   */
  public Explanation explain(Image image, int label, String layer, int steps) {
    Filters filters = filters();
    return new Explanation(
        filters,
        featureMaps(image, filters.layer()),
        gradCam(image, label, layer),
        gradCamPlusPlus(image, label, layer),
        occlusion(image, label),
        integratedGradients(image, label, Baseline.BLACK, steps));
  }

  /**
   * The layer that Grad-CAM looks at unless it is told another.
   *
   * @return the name of the last layer with maps larger than 1×1 that the scores depend on
   * @throws InvalidModelException if the network has no such layer
   */
  public String lastMaps() {
    return MapLayers.last(network, scores);
  }

  /**
   * The filters of the first convolution: Figure 3 of the AlexNet paper.
   *
   * @return the filters
   * @throws InvalidModelException if the network has no convolution
   */
  public Filters filters() {
    return FilterLayer.first(classifier.recipe())
        .map(this::filters)
        .orElseThrow(
            () ->
                new InvalidModelException(
                    "network '"
                        + network.name()
                        + "' has no convolution, so that there are no filters to show"));
  }

  /**
   * The filters of a convolution.
   *
   * @param layer its name
   * @return the filters
   * @throws InvalidModelException if there is no layer of that name, or it is no convolution
   */
  public Filters filters(String layer) {
    return filters(FilterLayer.of(classifier.recipe(), layer));
  }

  private Filters filters(FilterLayer layer) {
    try (WeightSource source = classifier.weights()) {
      for (NamedTensor tensor : source.tensors()) {
        if (tensor.name().equals(layer.parameter())) {
          FloatBuffer all = FloatBuffer.allocate(tensor.shape().elements());
          source.read(tensor, piece -> all.put(piece.asFloatBuffer()));
          return layer.filters(all.array());
        }
      }
    } catch (IOException e) {
      throw new CheckpointException("the classifier's weights cannot be read", e);
    }
    throw new IllegalStateException("the classifier has no tensor " + layer.parameter());
  }

  /**
   * What a layer makes of an image.
   *
   * @param image its pixels
   * @param layer the name of a layer that puts out maps, larger than 1×1; they are as the network
   *     has them, in front of what follows the layer, such as its ReLU
   * @return the maps
   * @throws InvalidModelException if there is no layer of that name, or it has no maps
   */
  public FeatureMaps featureMaps(Image image, String layer) {
    Shape shape = MapLayers.require(network, layer);
    return new FeatureMaps(layer, shape, classifier.features(image, layer));
  }

  /**
   * Grad-CAM (Selvaraju et al., arXiv 1610.02391) by the last layer with maps larger than 1×1 that
   * the scores depend on.
   *
   * @param image its pixels
   * @param label the class, 0 to classes - 1
   * @return the map, not below 0; it names the layer
   * @throws InvalidModelException if the network has no such layer
   * @throws IllegalArgumentException if there is no such class
   */
  public Heatmap gradCam(Image image, int label) {
    return gradCam(image, label, lastMaps());
  }

  /**
   * Grad-CAM by a layer: {@code ReLU(Σₖ mean(∂S/∂Aₖ) Aₖ)}, enlarged bilinearly.
   *
   * @param image its pixels
   * @param label the class, 0 to classes - 1
   * @param layer the name of a layer that puts out maps
   * @return the map, not below 0; 0 everywhere if nothing in these maps speaks for the class
   * @throws InvalidModelException if there is no layer of that name, or it has no maps
   * @throws IllegalArgumentException if there is no such class
   */
  public Heatmap gradCam(Image image, int label, String layer) {
    return byLayer(GradCam.PLAIN, image, label, layer);
  }

  /**
   * Grad-CAM++ (Chattopadhyay et al., arXiv 1710.11063) by the last layer with maps larger than 1×1
   * that the scores depend on. It weighs places by how steeply the score rises, so that several
   * objects of a class count alike.
   *
   * @param image its pixels
   * @param label the class, 0 to classes - 1
   * @return the map, not below 0; it names the layer
   * @throws InvalidModelException if the network has no such layer
   * @throws IllegalArgumentException if there is no such class
   */
  public Heatmap gradCamPlusPlus(Image image, int label) {
    return gradCamPlusPlus(image, label, lastMaps());
  }

  /**
   * Grad-CAM++ by a layer, enlarged bilinearly. The paper means layers whose maps are not negative,
   * that is behind a ReLU.
   *
   * @param image its pixels
   * @param label the class, 0 to classes - 1
   * @param layer the name of a layer that puts out maps
   * @return the map, not below 0
   * @throws InvalidModelException if there is no layer of that name, or it has no maps
   * @throws IllegalArgumentException if there is no such class
   */
  public Heatmap gradCamPlusPlus(Image image, int label, String layer) {
    return byLayer(GradCam.PLUS_PLUS, image, label, layer);
  }

  private Heatmap byLayer(GradCam method, Image image, int label, String layer) {
    requireLabel(label);
    MapLayers.require(network, layer);
    float[] input = prepared(image);
    List<String> asked = layer.equals(scores) ? List.of(layer) : List.of(layer, scores);
    var seen = classifier.inspectInputs(List.of(input), asked, scores, label).getFirst();
    LayerValues values = seen.layer(layer);
    float[] map =
        Bilinear.resized(
            method.map(values),
            values.shape().height(),
            values.shape().width(),
            network.input().height(),
            network.input().width());
    double score = finite(seen.layer(scores).activation()[label]);
    return heatmap(method.title(), layer, label, score, false, map, input);
  }

  /**
   * An occlusion map (Zeiler and Fergus, arXiv 1311.2901) by a grey square of a seventh of the
   * input, moved by a third of itself.
   *
   * @param image its pixels
   * @param label the class, 0 to classes - 1
   * @return the map, with sign
   * @throws IllegalArgumentException if there is no such class
   */
  public Heatmap occlusion(Image image, int label) {
    Shape input = network.input();
    return occlusion(image, label, Occluder.fitting(input.height(), input.width()));
  }

  /**
   * An occlusion map: how far the score falls when a place is covered, as the mean over all squares
   * that cover it. Computes the network once for every place of the square, 16 at a time.
   *
   * @param image its pixels
   * @param label the class, 0 to classes - 1
   * @param occluder the square; one that is larger than the input is cut to it
   * @return the map in units of the score: above 0 where the class is recognised, below 0 where the
   *     network would recognise it better without
   * @throws IllegalArgumentException if there is no such class
   */
  public Heatmap occlusion(Image image, int label, Occluder occluder) {
    requireLabel(label);
    float[] input = prepared(image);
    OcclusionMap occlusion = new OcclusionMap(classifier, network.input(), scores, label);
    OcclusionMap.Falls falls = occlusion.falls(input, occluder.filling().input(scale), occluder);
    return heatmap("occlusion", null, label, finite(falls.score()), true, falls.map(), input);
  }

  /**
   * Integrated gradients (Sundararajan, Taly and Yan, arXiv 1703.01365) from black, in 64 steps.
   *
   * @param image its pixels
   * @param label the class, 0 to classes - 1
   * @return the contributions, with a check of their sum
   * @throws IllegalArgumentException if there is no such class
   */
  public IntegratedGradients integratedGradients(Image image, int label) {
    return integratedGradients(image, label, Baseline.BLACK, DEFAULT_STEPS);
  }

  /**
   * Integrated gradients from a baseline.
   *
   * @param image its pixels
   * @param label the class, 0 to classes - 1
   * @param baseline where the line to the image begins
   * @param steps how many gradients are computed on it, at least 1
   * @return the contributions, with a check of their sum
   * @throws IllegalArgumentException if there is no such class or steps are below 1
   */
  public IntegratedGradients integratedGradients(
      Image image, int label, Baseline baseline, int steps) {
    requireLabel(label);
    if (steps < 1) {
      throw new IllegalArgumentException(
          "integrated gradients need at least 1 step, found " + steps);
    }
    float[] input = prepared(image);
    float[] from = baseline.input(scale);
    GradientPath path = new GradientPath(classifier, scores, label);
    float[] contributions = path.contributions(from, input, steps);
    double score = finite(path.score(input));
    Heatmap map =
        heatmap("integrated gradients", null, label, score, true, summed(contributions), input);
    return new IntegratedGradients(map, contributions, finite(path.score(from)), steps);
  }

  /** The sum of the planes at each place. */
  private float[] summed(float[] values) {
    float[] sums = new float[network.input().height() * network.input().width()];
    for (int i = 0; i < values.length; i++) {
      sums[i % sums.length] += values[i];
    }
    return sums;
  }

  /**
   * The images of a data set by what the head of the network reads, to find those that look alike.
   *
   * @param data the images, all of which are classified now
   * @return the index
   * @throws InvalidModelException if the network has no {@linkplain Network#head() head}
   */
  public Neighbors neighbors(Dataset data) {
    return neighbors(data, network.node(network.head()).inputs().getFirst());
  }

  /**
   * The images of a data set by what a layer makes of them.
   *
   * @param data the images, all of which are classified now
   * @param layer the name of the layer
   * @return the index
   * @throws InvalidModelException if there is no layer of that name
   */
  public Neighbors neighbors(Dataset data, String layer) {
    return Neighbors.of(classifier, data, layer);
  }

  /**
   * The images of a data set that the network gets wrong with the largest losses.
   *
   * @param data labelled images with the classifier's classes, all of which are classified now
   * @param most how many are kept, at least 1
   * @return the mistakes
   * @throws dev.alexandrite.DataException if the data has other classes
   * @throws IllegalArgumentException if the number is below 1
   */
  public Mistakes mistakes(Dataset data, int most) {
    return Mistakes.of(classifier, scores, data, most);
  }

  private float[] prepared(Image image) {
    return classifier.features(image, Network.INPUT);
  }

  private Heatmap heatmap(
      String method,
      @Nullable String layer,
      int label,
      double score,
      boolean signed,
      float[] values,
      float[] input) {
    String className = classifier.classNames().get(label);
    return new Heatmap(
        method, layer, label, className, score, signed, values, scale.picture(input));
  }

  private void requireLabel(int label) {
    int classes = classifier.classNames().size();
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "class " + label + " was to be explained, expected 0 to " + (classes - 1));
    }
  }

  private static double finite(double score) {
    if (!Double.isFinite(score)) {
      throw new AlexandriteException(
          "the score of the class is "
              + score
              + ", so that nothing explains it: the weights are too large for the input; load"
              + " weights of before they became so");
    }
    return score;
  }

  @Override
  public String toString() {
    return "explainer of network " + network.name();
  }
}
