package dev.alexandrite.observe.page;

import dev.alexandrite.observe.explain.Filters;
import dev.alexandrite.observe.picture.ImageGrid;
import dev.alexandrite.observe.picture.Pictures;

/**
 * The filters of the first layer at a moment.
 *
 * @param picture as {@code data:} address
 * @param layer the layer's name
 * @param filters how many are shown
 * @param epochs finished epochs
 */
record FilterPicture(String picture, String layer, int filters, int epochs) {
  /** As many as the paper's network has. */
  private static final int MOST_FILTERS = 96;

  private static final int COLUMNS = 12;
  private static final int LEAST_PIXELS = 24;

  static FilterPicture of(Filters all, int epochs) {
    Filters shown = all.first(MOST_FILTERS);
    int height = shown.shape().get(2);
    int width = shown.shape().get(3);
    int scale = Math.ceilDiv(LEAST_PIXELS, Math.max(height, width));
    ImageGrid grid = ImageGrid.of(COLUMNS, width * scale, height * scale).transparent();
    return new FilterPicture(
        Pictures.dataUri(grid.addAll(shown.tiles()).draw()),
        shown.layer(),
        shown.shape().get(0),
        epochs);
  }
}
