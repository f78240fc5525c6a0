package dev.alexandrite.observe.explain;

import dev.alexandrite.DataException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.observe.picture.ImageGrid;
import dev.alexandrite.tensor.Shape;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The images of a data set by what a layer makes of them: which of them look alike to a network. Of
 * maps {@code [C, H, W]} the means over the places are compared, of other layers all values. Takes
 * four bytes a feature and image; the images are read again when they are drawn.
 *
 * <p>Safe for use by several threads, as long as the classifier is open.
 */
public final class Neighbors {
  private static final int TILE = 112;

  private final Classifier classifier;
  private final Dataset data;
  private final String layer;
  private final Shape shape;
  private final List<float[]> directions;

  private Neighbors(
      Classifier classifier, Dataset data, String layer, Shape shape, List<float[]> directions) {
    this.classifier = classifier;
    this.data = data;
    this.layer = layer;
    this.shape = shape;
    this.directions = directions;
  }

  static Neighbors of(Classifier classifier, Dataset data, String layer) {
    Shape shape = classifier.recipe().network().shape(layer);
    if (data.size() < 1) {
      throw new DataException("the data set has no images to be neighbours; add some");
    }
    List<float[]> directions = new ArrayList<>();
    Features.each(
        classifier,
        data,
        layer,
        (values, index) -> directions.add(Features.direction(values, shape)));
    return new Neighbors(classifier, data, layer, shape, directions);
  }

  /**
   * The layer whose output is compared.
   *
   * @return its name
   */
  public String layer() {
    return layer;
  }

  /**
   * The nearest images.
   *
   * @param image any image, of the data set or not
   * @param count how many, at least 1; more than there are gives all
   * @return the most similar ones first; equals are in the order of the data set
   * @throws IllegalArgumentException if the count is below 1
   */
  public List<Neighbor> nearest(Image image, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least 1 neighbour is asked for, found " + count);
    }
    float[] wanted = Features.direction(classifier.features(image, layer), shape);
    List<Neighbor> all = new ArrayList<>();
    for (int i = 0; i < directions.size(); i++) {
      String className = data.classNames().get(data.label(i));
      all.add(new Neighbor(i, data.name(i), className, cosine(wanted, directions.get(i))));
    }
    all.sort(
        Comparator.comparingDouble(Neighbor::similarity)
            .reversed()
            .thenComparingInt(Neighbor::index));
    return List.copyOf(all.subList(0, Math.min(count, all.size())));
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return Math.clamp(sum, -1.0, 1.0);
  }

  /**
   * An image and its nearest ones side by side, with class and similarity below.
   *
   * @param image any image
   * @param count how many neighbours, at least 1
   * @return the picture
   * @throws IllegalArgumentException if the count is below 1
   */
  public BufferedImage picture(Image image, int count) {
    List<Neighbor> nearest = nearest(image, count);
    ImageGrid grid =
        ImageGrid.of(Math.min(nearest.size() + 1, 6), TILE, TILE)
            .smooth()
            .add(Photo.of(image), "wanted");
    for (Neighbor neighbor : nearest) {
      String caption =
          String.format(Locale.ROOT, "%.2f %s", neighbor.similarity(), neighbor.className());
      grid = grid.add(Photo.of(data.image(neighbor.index())), caption);
    }
    return grid.draw();
  }

  @Override
  public String toString() {
    return directions.size() + " images by layer " + layer;
  }
}
