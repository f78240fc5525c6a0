package dev.alexandrite.interop.caffe;

import dev.alexandrite.interop.proto.caffe.ExpParameter;
import dev.alexandrite.interop.proto.caffe.LogParameter;
import dev.alexandrite.interop.proto.caffe.PReLUParameter;
import dev.alexandrite.interop.proto.caffe.PowerParameter;
import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.Add;
import dev.alexandrite.model.Binary;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Unary;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.ArrayList;
import java.util.List;

/** Layers of one input that look at one element at a time. */
final class PointwiseLayers {
  private static final UnaryFunction NEGATIVE = new UnaryFunction.Scale(-1);

  private PointwiseLayers() {}

  static String relu(Site site) {
    float slope = site.layer().parameter().getReluParam().getNegativeSlope();
    if (slope == 0) {
      return activation(site, Activation.RELU);
    }
    String negative = site.unary("negative", new UnaryFunction.Scale(-slope), negativePart(site));
    return site.add(Add.of(), positivePart(site), negative);
  }

  static String activation(Site site, Activation activation) {
    return site.add(ActivationLayer.of(activation), site.input());
  }

  static String prelu(Site site) {
    PReLUParameter p = site.layer().parameter().getPreluParam();
    Shape input = site.shape(site.input());
    int[] sizes = new int[p.getChannelShared() ? 0 : input.rank()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i == 0 ? input.channels() : 1;
    }
    Initializer quarter = new Initializer.Constant(0.25);
    String slope =
        AffineLayers.learned(
            site, "slope", Shape.of(sizes), 0, p.hasFiller(), p.getFiller(), quarter);
    String negative =
        site.part("negative", Binary.of(BinaryFunction.MULTIPLY), negativePart(site), slope);
    return site.add(Binary.of(BinaryFunction.SUBTRACT), positivePart(site), negative);
  }

  /** {@code x} above 0, {@code alpha · (exp(x) - 1)} below. */
  static String elu(Site site) {
    float alpha = site.layer().parameter().getEluParam().getAlpha();
    String below = site.unary("below", NEGATIVE, negativePart(site));
    String exp = site.unary("exp", new UnaryFunction.Exponential(), below);
    String shifted = site.unary("shifted", new UnaryFunction.Shift(-1), exp);
    String negative = site.unary("negative", new UnaryFunction.Scale(alpha), shifted);
    return site.add(Add.of(), positivePart(site), negative);
  }

  /** {@code ln(1 + exp(x))}, as {@code max(x, 0) + ln(1 + exp(-|x|))}. */
  static String bnll(Site site) {
    String size = site.unary("size", new UnaryFunction.Absolute(), site.input());
    String minus = site.unary("minus", NEGATIVE, size);
    String exp = site.unary("exp", new UnaryFunction.Exponential(), minus);
    String shifted = site.unary("shifted", new UnaryFunction.Shift(1), exp);
    String log = site.unary("log", new UnaryFunction.Logarithm(), shifted);
    return site.add(Add.of(), positivePart(site), log);
  }

  static String absolute(Site site) {
    return site.add(Unary.of(new UnaryFunction.Absolute()), site.input());
  }

  /** {@code (shift + scale · x)^power}. */
  static String power(Site site) {
    PowerParameter p = site.layer().parameter().getPowerParam();
    List<UnaryFunction> functions = line(p.getScale(), p.getShift());
    if (p.getPower() != 1) {
      functions.add(new UnaryFunction.Power(p.getPower()));
    }
    return chain(site, functions);
  }

  /** {@code base^(shift + scale · x)}; a base of -1 is e. */
  static String exp(Site site) {
    ExpParameter e = site.layer().parameter().getExpParam();
    double factor = lnOfBase(site, e.getBase());
    List<UnaryFunction> functions =
        line((float) (e.getScale() * factor), (float) (e.getShift() * factor));
    functions.add(new UnaryFunction.Exponential());
    return chain(site, functions);
  }

  /** {@code log(shift + scale · x)} to a base; -1 is e. */
  static String log(Site site) {
    LogParameter l = site.layer().parameter().getLogParam();
    List<UnaryFunction> functions = line(l.getScale(), l.getShift());
    functions.add(new UnaryFunction.Logarithm());
    double divisor = lnOfBase(site, l.getBase());
    site.layer().require(divisor != 0, "base 1 has no logarithm");
    if (divisor != 1) {
      functions.add(new UnaryFunction.Scale((float) (1 / divisor)));
    }
    return chain(site, functions);
  }

  static String dropout(Site site) {
    var dropout = site.layer().parameter().getDropoutParam();
    Dropout.Mode mode = dropout.getScaleTrain() ? Dropout.Mode.INVERTED : Dropout.Mode.ORIGINAL;
    return site.add(
        Dropout.of(CaffeLayer.decimal(dropout.getDropoutRatio())).mode(mode), site.input());
  }

  private static double lnOfBase(Site site, float base) {
    site.layer()
        .require(base > 0 || base == -1, "base is " + base + ", expected above 0, or -1 for e");
    return base == -1 ? 1 : StrictMath.log(base);
  }

  private static List<UnaryFunction> line(float scale, float shift) {
    List<UnaryFunction> functions = new ArrayList<>();
    if (scale != 1) {
      functions.add(new UnaryFunction.Scale(scale));
    }
    if (shift != 0) {
      functions.add(new UnaryFunction.Shift(shift));
    }
    return functions;
  }

  /** One after the other; the last has the layer's name. */
  private static String chain(Site site, List<UnaryFunction> functions) {
    String read = site.input();
    if (functions.isEmpty()) {
      return read;
    }
    for (int i = 0; i < functions.size() - 1; i++) {
      read = site.unary("step" + i, functions.get(i), read);
    }
    return site.add(Unary.of(functions.getLast()), read);
  }

  private static String positivePart(Site site) {
    return site.part("positive", ActivationLayer.of(Activation.RELU), site.input());
  }

  /** {@code max(-x, 0)}. */
  private static String negativePart(Site site) {
    String minus = site.unary("turned", NEGATIVE, site.input());
    return site.part("depth", ActivationLayer.of(Activation.RELU), minus);
  }
}
