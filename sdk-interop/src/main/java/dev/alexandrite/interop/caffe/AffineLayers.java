package dev.alexandrite.interop.caffe;

import dev.alexandrite.SafeText;
import dev.alexandrite.interop.proto.caffe.BatchNormParameter;
import dev.alexandrite.interop.proto.caffe.BiasParameter;
import dev.alexandrite.interop.proto.caffe.FillerParameter;
import dev.alexandrite.interop.proto.caffe.ScaleParameter;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Binary;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Parameter;
import dev.alexandrite.model.ParameterOptions;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Normalisation by statistics, scales and shifts. */
final class AffineLayers {
  private static final Initializer ONE = new Initializer.Constant(1);
  private static final Initializer ZERO = new Initializer.Constant(0);

  private AffineLayers() {}

  /**
   * A batch norm with the scale and shift of the Scale behind it.
   *
   * @param scale that layer; null where there is none, and then nothing is learned here
   * @param constants takes the values of the tensors that Caffe does not have
   */
  static String batchNorm(Site site, @Nullable CaffeLayer scale, Map<String, Float> constants) {
    BatchNormParameter norm = site.layer().parameter().getBatchNormParam();
    ParameterOptions options = ParameterOptions.NORMALIZATION.rates(0, 0).decays(0, 0);
    boolean shifts = false;
    if (scale == null) {
      constants.put(site.node() + ".weight", 1f);
    } else {
      ScaleParameter s = scale.parameter().getScaleParam();
      shifts = s.getBiasTerm();
      Initializer weights = scale.filler(s.hasFiller(), s.getFiller(), ONE, site.notes());
      Initializer biases = scale.filler(s.hasBiasFiller(), s.getBiasFiller(), ZERO, site.notes());
      options = scale.options(weights, biases);
      options = shifts ? options : options.rates(options.weightRate(), 0);
    }
    if (!shifts) {
      constants.put(site.node() + ".bias", 0f);
    }
    if (norm.getUseGlobalStats() && site.layer().parameter().getIncludeCount() == 0) {
      site.notes()
          .add(
              "layer '"
                  + SafeText.of(site.layer().name())
                  + "' keeps its statistics in Caffe's training too; here training takes the"
                  + " batch's");
    }
    double fraction = CaffeLayer.decimal(norm.getMovingAverageFraction());
    site.layer()
        .require(
            fraction >= 0 && fraction < 1,
            "moving_average_fraction is " + fraction + ", expected a number in [0, 1)");
    // 1 - 0.999 is 0.001 as a decimal, not the rounded difference.
    double momentum = Math.round((1 - fraction) * 1e9) / 1e9;
    return site.add(
        new BatchNorm(
            CaffeLayer.decimal(norm.getEps()), momentum > 0 ? momentum : 1 - fraction, options),
        site.input());
  }

  static String scale(Site site) {
    ScaleParameter s = site.layer().parameter().getScaleParam();
    if (site.inputs().size() == 2) {
      site.layer().require(!s.getBiasTerm(), "a bias beside a scale that is read is not supported");
      return byInput(site, BinaryFunction.MULTIPLY, s.getAxis());
    }
    Shape covered = covered(site, s.getAxis(), s.getNumAxes());
    boolean shifts = s.getBiasTerm();
    String factor = learned(site, "scale", covered, 0, s.hasFiller(), s.getFiller(), ONE);
    if (!shifts) {
      return site.add(Binary.of(BinaryFunction.MULTIPLY), site.input(), factor);
    }
    String scaled = site.part("scaled", Binary.of(BinaryFunction.MULTIPLY), site.input(), factor);
    String term = learned(site, "shift", covered, 1, s.hasBiasFiller(), s.getBiasFiller(), ZERO);
    return site.add(Binary.of(BinaryFunction.ADD), scaled, term);
  }

  static String bias(Site site) {
    BiasParameter b = site.layer().parameter().getBiasParam();
    if (site.inputs().size() == 2) {
      return byInput(site, BinaryFunction.ADD, b.getAxis());
    }
    Shape covered = covered(site, b.getAxis(), b.getNumAxes());
    String term = learned(site, "shift", covered, 0, b.hasFiller(), b.getFiller(), ZERO);
    return site.add(Binary.of(BinaryFunction.ADD), site.input(), term);
  }

  /** A trained tensor of the layer, by its number among Caffe's blobs. */
  static String learned(
      Site site,
      String part,
      Shape shape,
      int blob,
      boolean given,
      FillerParameter filler,
      Initializer none) {
    Initializer start = site.layer().filler(given, filler, none, site.notes());
    double rate = site.layer().rate(blob);
    double decay = site.layer().decay(blob);
    ParameterOptions options = new ParameterOptions(start, start, rate, rate, decay, decay);
    String name = site.node() + "/" + part;
    site.net().parameter(name, new Parameter(shape, options));
    return name;
  }

  /** The axes from one on that a learned tensor has, with ones behind for those that it repeats. */
  private static Shape covered(Site site, int axis, int count) {
    Shape input = site.shape(site.input());
    int first = site.layer().axis(axis, input.rank());
    int most = input.rank() - first;
    site.layer()
        .require(
            count >= -1 && count <= most,
            "num_axes is " + count + ", but " + most + " axes follow axis " + axis);
    int end = count < 0 ? input.rank() : first + count;
    List<Integer> sizes = new ArrayList<>();
    for (int i = first; i < input.rank(); i++) {
      sizes.add(i < end ? input.get(i) : 1);
    }
    return new Shape(sizes);
  }

  /** The second blob has a row an example and the axes after it; those that it lacks repeat. */
  private static String byInput(Site site, BinaryFunction function, int axis) {
    site.layer()
        .require(
            axis == 0,
            "it reads two blobs and axis is "
                + axis
                + "; supported is 0, a second blob with a row for each example");
    String first = site.inputs().getFirst();
    String second = site.inputs().getLast();
    Shape whole = site.shape(first);
    Shape part = site.shape(second);
    site.layer()
        .require(
            part.rank() <= whole.rank()
                && whole.dimensions().subList(0, part.rank()).equals(part.dimensions()),
            "it reads "
                + whole
                + " and "
                + part
                + ", of which the first must begin like the other");
    if (part.rank() < whole.rank()) {
      int[] sizes = new int[whole.rank()];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = i < part.rank() ? part.get(i) : 1;
      }
      second = site.part("aligned", Reshape.of(sizes), second);
    }
    return site.add(Binary.of(function), first, second);
  }
}
