package dev.alexandrite.observe.report;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.ColorJitter;
import dev.alexandrite.augment.CustomAugment;
import dev.alexandrite.augment.HorizontalFlip;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PcaColor;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.RandAugment;
import dev.alexandrite.augment.RandomCrop;
import dev.alexandrite.augment.RandomErasing;
import dev.alexandrite.augment.RandomResizedCrop;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.augment.TrivialAugmentWide;
import dev.alexandrite.observe.markup.Markup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The way of a picture into the network, a row a step: what training does, and what others see. */
final class PipelineTable {
  private static final String NOTHING = "–";

  private final StringBuilder rows = new StringBuilder();

  private PipelineTable() {}

  static String of(InputPipeline pipeline) {
    PipelineTable table = new PipelineTable();
    table.fill(pipeline);
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"From picture to"
        + " input\"><table class=\"words\"><thead><tr><th scope=\"col\">Step</th>"
        + "<th scope=\"col\">In training</th><th scope=\"col\">Afterwards</th></tr></thead><tbody>"
        + table.rows
        + "</tbody></table></div>";
  }

  private void fill(InputPipeline pipeline) {
    List<Augment> training = pipeline.training();
    Optional<RandomResizedCrop> cut = first(training, RandomResizedCrop.class);
    String resized = resize(pipeline.resize());
    row("Resize", cut.isPresent() ? NOTHING : resized, resized);
    String centre = size(pipeline.cropHeight(), pipeline.cropWidth()) + " from the centre";
    if (cut.isEmpty() && first(training, RandomCrop.class).isEmpty()) {
      row("Crop", centre, centre);
    }
    for (Augment augment : training) {
      boolean crop = augment instanceof RandomCrop || augment instanceof RandomResizedCrop;
      if (!(augment instanceof RandomErasing)) {
        row(name(augment), told(augment), crop ? centre : NOTHING);
      }
    }
    both("Numbers", numbers(pipeline.range(), pipeline.order()));
    both("Normalisation", normalization(pipeline.normalization()));
    // Behind the normalisation, wherever the list has it.
    first(training, RandomErasing.class).ifPresent(it -> row(name(it), told(it), NOTHING));
  }

  private static <T> Optional<T> first(List<Augment> training, Class<T> kind) {
    return training.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static String resize(Resize resize) {
    return switch (resize) {
      case Resize.ShorterSide(int pixels, var how) ->
          "the shorter side to " + pixels + " pixels, " + lower(how);
      case Resize.Squash(int height, int width, var how) ->
          "squashed to " + size(height, width) + ", " + lower(how);
      case Resize.None(int height, int width) -> "none, images have " + size(height, width);
    };
  }

  private static String name(Augment augment) {
    return switch (augment) {
      case RandomCrop _ -> "Crop";
      case RandomResizedCrop _ -> "Crop and resize";
      case HorizontalFlip _ -> "Flip";
      case PcaColor _ -> "Colour noise";
      case ColorJitter _ -> "Colour jitter";
      case RandAugment _ -> "RandAugment";
      case TrivialAugmentWide _ -> "TrivialAugment";
      case RandomErasing _ -> "Erasing";
      case CustomAugment(String name, _) -> name;
    };
  }

  private static String told(Augment augment) {
    return switch (augment) {
      case RandomCrop crop ->
          size(crop.height(), crop.width())
              + " at a random place"
              + (crop.padding() > 0 ? ", of " + crop.padding() + " black pixels around" : "");
      case RandomResizedCrop crop ->
          Figure.range(100 * crop.minArea(), 100 * crop.maxArea())
              + " % of the picture at a random place, "
              + Figure.range(crop.minAspect(), crop.maxAspect())
              + " times as wide as high, to "
              + size(crop.height(), crop.width());
      case HorizontalFlip _ -> "left and right exchanged in half of the images";
      case PcaColor color ->
          "along the principal components, standard deviation "
              + Figure.of(color.stddev())
              + (color.untilEpoch() == PcaColor.ALWAYS
                  ? ""
                  : ", until epoch " + color.untilEpoch());
      case ColorJitter jitter ->
          "brightness "
              + Figure.of(jitter.brightness())
              + ", contrast "
              + Figure.of(jitter.contrast())
              + ", saturation "
              + Figure.of(jitter.saturation())
              + ", hue "
              + Figure.of(jitter.hue());
      case RandAugment random ->
          random.operations() + " operations of magnitude " + random.magnitude();
      case TrivialAugmentWide wide -> "one operation, its strength one of " + wide.bins();
      case RandomErasing erasing ->
          Figure.range(100 * erasing.minArea(), 100 * erasing.maxArea())
              + " % of the input in "
              + Figure.of(100 * erasing.probability())
              + " % of the images, by "
              + (erasing.value() == RandomErasing.Value.ZERO ? "zeros" : "random numbers");
      case CustomAugment _ -> "the application's own";
    };
  }

  private static String numbers(PixelRange range, ChannelOrder order) {
    return (range == PixelRange.BYTES ? "0 to 255" : "0 to 1")
        + (order == ChannelOrder.RGB ? ", red, green, blue" : ", blue, green, red");
  }

  private static String normalization(Normalization normalization) {
    return switch (normalization) {
      case Normalization.None _ -> "none";
      case Normalization.MeanImage(boolean atCrop) ->
          "less the mean image of the training images"
              + (atCrop ? ", at the crop's place" : ", its centre");
      case Normalization.MeanColor _ -> "less the mean colour of the training images";
      case Normalization.Fixed(List<Float> mean, List<Float> std) ->
          "less " + colors(mean) + (ones(std) ? "" : ", divided by " + colors(std));
    };
  }

  private static boolean ones(List<Float> values) {
    return values.stream().allMatch(value -> value == 1);
  }

  private static String colors(List<Float> values) {
    return String.join(" / ", values.stream().map(value -> Figure.of(value)).toList());
  }

  private static String size(int height, int width) {
    return height + "×" + width;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private void both(String step, String told) {
    row(step, told, told);
  }

  private void row(String step, String training, String afterwards) {
    rows.append("<tr><th scope=\"row\">").append(Markup.escape(step));
    if (training.equals(afterwards)) {
      rows.append("</th><td colspan=\"2\">").append(Markup.escape(training));
    } else {
      rows.append("</th><td>").append(Markup.escape(training));
      rows.append("</td><td>").append(Markup.escape(afterwards));
    }
    rows.append("</td></tr>");
  }

  /** Options as somebody wrote them, not as a float is stored. */
  private static final class Figure {
    private Figure() {}

    static String of(double value) {
      String text = String.format(Locale.ROOT, "%.3f", value);
      return text.replaceFirst("\\.?0+$", "");
    }

    static String range(double low, double high) {
      return of(low) + " to " + of(high);
    }
  }
}
