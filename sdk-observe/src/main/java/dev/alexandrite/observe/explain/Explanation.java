package dev.alexandrite.observe.explain;

import dev.alexandrite.observe.picture.ImageGrid;
import dev.alexandrite.observe.picture.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All that {@link Explainer#explain} shows of one image and one class.
 *
 * @param filters the filters of the first convolution
 * @param maps what that convolution makes of the image
 * @param gradCam Grad-CAM
 * @param gradCamPlusPlus Grad-CAM++, by the same layer
 * @param occlusion how far the score falls when a place is covered
 * @param integratedGradients the contributions of the pixels
 */
public record Explanation(
    Filters filters,
    FeatureMaps maps,
    Heatmap gradCam,
    Heatmap gradCamPlusPlus,
    Heatmap occlusion,
    IntegratedGradients integratedGradients) {
  private static final int COLUMNS = 5;
  private static final int TILE = 227;

  /**
   * What the network saw and the four heat maps over it, side by side.
   *
   * @return the picture
   */
  public BufferedImage picture() {
    ImageGrid grid =
        ImageGrid.of(COLUMNS, TILE, TILE).smooth().add(gradCam.seen(), "what the network saw");
    for (Heatmap map :
        List.of(gradCam, gradCamPlusPlus, occlusion, integratedGradients.heatmap())) {
      grid = grid.add(map.overlay(), map.method());
    }
    return grid.draw();
  }

  /**
   * Writes the pictures: {@code filters.png}, {@code maps.png}, {@code grad-cam.png}, {@code
   * occlusion.png}, {@code integrated-gradients.png}, and {@link #picture} as {@code all.png}.
   *
   * @param folder where; it is made if there is none, files of these names are replaced
   * @return the files that were written
   * @throws IOException if one cannot be written
   */
  public List<Path> write(Path folder) throws IOException {
    List<Path> files =
        List.of(
            folder.resolve("filters.png"),
            folder.resolve("maps.png"),
            folder.resolve("grad-cam.png"),
            folder.resolve("occlusion.png"),
            folder.resolve("integrated-gradients.png"),
            folder.resolve("all.png"));
    filters.write(files.get(0));
    maps.write(files.get(1));
    gradCam.write(files.get(2));
    occlusion.write(files.get(3));
    integratedGradients.write(files.get(4));
    Pictures.write(picture(), files.get(5));
    return files;
  }
}
