package dev.alexandrite.core.plan;

import static dev.alexandrite.core.plan.RandomNetworks.CHANNELS;
import static dev.alexandrite.core.plan.RandomNetworks.HEIGHT;
import static dev.alexandrite.core.plan.RandomNetworks.WIDTH;

import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.AdaptiveAveragePool;
import dev.alexandrite.model.Binary;
import dev.alexandrite.model.Concat;
import dev.alexandrite.model.Expand;
import dev.alexandrite.model.Gather;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.MatMul;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Pad;
import dev.alexandrite.model.Parameter;
import dev.alexandrite.model.Permute;
import dev.alexandrite.model.Reduce;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.model.Select;
import dev.alexandrite.model.Slice;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.model.Unary;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;

/** Small parts of a network made of general operators, from maps to maps of the same shape. */
enum GeneralBlock {
  /** Every pixel attends to every other. */
  ATTENTION {
    @Override
    String expand(NetworkBuilder scope, String a, String b) {
      scope.add("rows", Reshape.of(CHANNELS, -1), a);
      scope.add("tokens", Permute.of(1, 0), "rows");
      scope.add("others", Reshape.of(CHANNELS, HEIGHT * WIDTH), b);
      scope.add("scores", MatMul.of(), "tokens", "others");
      scope.add("weights", Softmax.of().axis(-1), "scores");
      scope.add("mixed", MatMul.of().secondTransposed(), "others", "weights");
      scope.add("maps", Reshape.of(CHANNELS, HEIGHT, WIDTH), "mixed");
      return "maps";
    }
  },
  /** A product of transposed matrices over a stack, and one with a parameter. */
  STACKED_PRODUCTS {
    @Override
    String expand(NetworkBuilder scope, String a, String b) {
      scope.add("left", Parameter.of(Shape.of(WIDTH, HEIGHT), new Initializer.Gaussian(0.5)));
      scope.add("squares", MatMul.of().firstTransposed().secondTransposed(), a, "left");
      scope.add("right", Reshape.of(1, CHANNELS, HEIGHT, WIDTH), b);
      scope.add("stack", Reshape.of(1, CHANNELS, WIDTH, WIDTH), "squares");
      scope.add("product", MatMul.of(), "right", "stack");
      scope.add("calm", new ActivationLayer(Activation.TANH), "product");
      scope.add("maps", Reshape.of(CHANNELS, HEIGHT, WIDTH), "calm");
      return "maps";
    }
  },
  /** Maps weighted by what is learned of their means. */
  SQUEEZE_EXCITATION {
    @Override
    String expand(NetworkBuilder scope, String a, String b) {
      scope.add("squeeze", AdaptiveAveragePool.of(1), a);
      scope.add("gate", new ActivationLayer(Activation.SIGMOID), "squeeze");
      scope.add("pooled", new AdaptiveAveragePool(2, 3), b);
      scope.add("mean", Reduce.mean(-1, 1).keepingAxes(), "pooled");
      scope.add("both", Binary.of(BinaryFunction.MULTIPLY), "gate", "mean");
      scope.add("excited", Binary.of(BinaryFunction.ADD), a, "both");
      return "excited";
    }
  },
  /** Centred and divided by the deviation, then scaled and shifted by parameters. */
  NORMALISATION {
    @Override
    String expand(NetworkBuilder scope, String a, String b) {
      scope.add("mean", Reduce.mean(0, 1).keepingAxes(), a);
      scope.add("centred", Binary.of(BinaryFunction.SUBTRACT), b, "mean");
      scope.add("square", Unary.of(new UnaryFunction.Power(2)), "centred");
      scope.add("variance", Reduce.mean().keepingAxes(), "square");
      scope.add("shifted", Unary.of(new UnaryFunction.Shift(0.5f)), "variance");
      scope.add("deviation", Unary.of(new UnaryFunction.SquareRoot()), "shifted");
      scope.add("normal", Binary.of(BinaryFunction.DIVIDE), "centred", "deviation");
      scope.add("scale", Parameter.of(Shape.of(CHANNELS, 1, 1), new Initializer.Constant(1)));
      scope.add("scaled", Binary.of(BinaryFunction.MULTIPLY), "scale", "normal");
      scope.add("shift", Parameter.of(Shape.of(WIDTH), new Initializer.Gaussian(0.5)));
      scope.add("moved", Binary.of(BinaryFunction.ADD), "scaled", "shift");
      return "moved";
    }
  },
  /** Taken apart, turned round and put together again. */
  PIECES {
    @Override
    String expand(NetworkBuilder scope, String a, String b) {
      scope.add("even", new Slice(1, 0, 3, 2), a);
      scope.add("odd", new Slice(1, 3, 2, -2), b);
      scope.add("rows", new Concat(1), "even", "odd");
      scope.add("part", Slice.of(-1, 1, 3), "rows");
      scope.add("wide", Pad.of(2, 1, 0).value(0.25), "part");
      scope.add("log", Softmax.of().axis(1).logarithm(), "wide");
      return "log";
    }
  },
  /** Parameters alone, until they meet the maps; and a layer over examples that reads one. */
  PARAMETERS {
    @Override
    String expand(NetworkBuilder scope, String a, String b) {
      scope.add("table", Parameter.of(Shape.of(WIDTH, 3, HEIGHT), new Initializer.Gaussian(0.4)));
      scope.add("numbers", Parameter.of(Shape.of(CHANNELS), new Initializer.Constant(0)));
      scope.add("whole", Unary.of(new UnaryFunction.Clip(1, 1)), "numbers");
      scope.add("picked", Gather.of(1), "table", "whole");
      scope.add("turned", Permute.of(1, 2, 0), "picked");
      scope.add("calm", new ActivationLayer(Activation.TANH), "turned");
      scope.add("sum", Binary.of(BinaryFunction.ADD), "calm", a);
      scope.add("erf", Unary.of(new UnaryFunction.ErrorFunction()), b);
      scope.add("product", Binary.of(BinaryFunction.MULTIPLY), "sum", "erf");
      return "product";
    }
  },
  /** Exponentials, logarithms and a choice that depends on a parameter. */
  FUNCTIONS {
    @Override
    String expand(NetworkBuilder scope, String a, String b) {
      scope.add("half", Unary.of(new UnaryFunction.Scale(0.5f)), a);
      scope.add("calm", new ActivationLayer(Activation.TANH), "half");
      scope.add("exp", Unary.of(new UnaryFunction.Exponential()), "calm");
      scope.add("sum", Reduce.sum(0).keepingAxes(), "exp");
      scope.add("log", Unary.of(new UnaryFunction.Logarithm()), "sum");
      scope.add("repeated", Expand.of(CHANNELS, HEIGHT, WIDTH), "log");
      scope.add("choice", Parameter.of(Shape.of(HEIGHT, 1), new Initializer.Constant(1)));
      scope.add("chosen", Select.of(), "choice", "repeated", b);
      scope.add("inverse", Unary.of(new UnaryFunction.Power(-0.5f)), "exp");
      scope.add("product", Binary.of(BinaryFunction.MULTIPLY), "chosen", "inverse");
      return "product";
    }
  };

  /** Adds the nodes and returns the name of the last. */
  abstract String expand(NetworkBuilder scope, String a, String b);
}
