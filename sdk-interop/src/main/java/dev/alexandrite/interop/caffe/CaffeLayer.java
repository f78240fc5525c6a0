package dev.alexandrite.interop.caffe;

import dev.alexandrite.SafeText;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.proto.caffe.FillerParameter;
import dev.alexandrite.interop.proto.caffe.LayerParameter;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.ParameterOptions;
import java.nio.file.Path;
import java.util.List;

/** A layer of a net, with what every kind of it is asked. */
record CaffeLayer(Path file, LayerParameter parameter) {
  String name() {
    return parameter.getName();
  }

  String type() {
    return parameter.getType();
  }

  /** An error at this layer: what was found, what was expected, what to do. */
  ModelFileException refuse(String problem) {
    return new ModelFileException(
        file
            + ": layer '"
            + SafeText.of(name())
            + "' of type "
            + SafeText.of(type())
            + ": "
            + problem);
  }

  void require(boolean holds, String problem) {
    if (!holds) {
      throw refuse(problem);
    }
  }

  /** A size that protobuf has as an unsigned number. */
  int size(String what, int value) {
    if (value < 0) {
      throw refuse(what + " is " + Integer.toUnsignedString(value) + ", more than 2^31-1");
    }
    return value;
  }

  /** The axis of one example that an axis of a batch is; the batch's own is refused. */
  int axis(int axis, int rank) {
    int positive = axis < 0 ? axis + rank + 1 : axis;
    if (positive < 1 || positive > rank) {
      throw refuse(
          "axis "
              + axis
              + " of a batch of "
              + (rank + 1)
              + " axes; supported are the axes of one example, 1 to "
              + rank);
    }
    return positive - 1;
  }

  double rate(int blob) {
    return blob < parameter.getParamCount() ? decimal(parameter.getParam(blob).getLrMult()) : 1;
  }

  double decay(int blob) {
    return blob < parameter.getParamCount() ? decimal(parameter.getParam(blob).getDecayMult()) : 1;
  }

  /** How the first two blobs start and learn. */
  ParameterOptions options(Initializer weights, Initializer biases) {
    return new ParameterOptions(weights, biases, rate(0), rate(1), decay(0), decay(1));
  }

  /** What a blob starts from; a filler that we have not is the nearest, and noted. */
  Initializer filler(boolean given, FillerParameter filler, Initializer none, List<String> notes) {
    if (!given) {
      return none;
    }
    String type = filler.getType();
    return switch (type) {
      case "constant" -> new Initializer.Constant(decimal(filler.getValue()));
      case "gaussian" -> {
        if (filler.getMean() != 0 || filler.getSparse() >= 0) {
          near(notes, "a gaussian filler with a mean or with zeros", "one of mean 0");
        }
        yield new Initializer.Gaussian(decimal(filler.getStd()));
      }
      case "xavier" -> {
        if (filler.getVarianceNorm() == FillerParameter.VarianceNorm.AVERAGE) {
          yield new Initializer.XavierUniform();
        }
        near(notes, "a xavier filler (uniform)", "a normal one of the same variance");
        yield new Initializer.ScaledNormal(1);
      }
      case "msra" -> {
        if (filler.getVarianceNorm() != FillerParameter.VarianceNorm.FAN_IN) {
          near(notes, "an msra filler by outputs", "one by inputs");
        }
        yield new Initializer.HeNormal();
      }
      case "uniform" -> {
        double span = (double) filler.getMax() - filler.getMin();
        near(notes, "a uniform filler", "a normal one of the same variance");
        yield new Initializer.Gaussian(Math.abs(span) / Math.sqrt(12));
      }
      default -> {
        near(notes, "a filler '" + SafeText.of(type) + "'", "the default");
        yield none;
      }
    };
  }

  /** Said once, however many layers there are. */
  private static void near(List<String> notes, String found, String taken) {
    String note = "a fresh start by " + found + " becomes " + taken;
    if (!notes.contains(note)) {
      notes.add(note);
    }
  }

  /** The number that was written, not its nearest float32: 1e-4, not 9.9999997e-5. */
  static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }
}
