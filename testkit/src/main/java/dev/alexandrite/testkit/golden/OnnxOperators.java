package dev.alexandrite.testkit.golden;

import dev.alexandrite.tensor.BinaryFunction;
import java.util.List;

/** Which operators of the SDK make an operator of ONNX. */
final class OnnxOperators {
  private OnnxOperators() {}

  /** Adds the operators of one node; what it writes, as far as it is compared. */
  static List<OnnxTensor> compose(OnnxCall call) throws OutOfScope {
    return switch (call.op()) {
      case "Split" -> OnnxShapes.split(call);
      case "LayerNormalization" -> OnnxNorms.layer(call);
      default -> List.of(single(call));
    };
  }

  private static OnnxTensor single(OnnxCall call) throws OutOfScope {
    return switch (call.op()) {
      case "Sum" -> OnnxArithmetic.sum(call);
      case "Mean" -> OnnxArithmetic.mean(call);
      case "Add" -> OnnxArithmetic.fold(call, BinaryFunction.ADD);
      case "Sub" -> OnnxArithmetic.fold(call, BinaryFunction.SUBTRACT);
      case "Mul", "And" -> OnnxArithmetic.fold(call, BinaryFunction.MULTIPLY);
      case "Div" -> OnnxArithmetic.fold(call, BinaryFunction.DIVIDE);
      case "Min" -> OnnxArithmetic.fold(call, BinaryFunction.MINIMUM);
      case "Max", "Or" -> OnnxArithmetic.fold(call, BinaryFunction.MAXIMUM);
      case "Equal" -> OnnxArithmetic.fold(call, BinaryFunction.EQUAL);
      case "Less" -> OnnxArithmetic.fold(call, BinaryFunction.LESS);
      case "LessOrEqual" -> OnnxArithmetic.fold(call, BinaryFunction.LESS_OR_EQUAL);
      case "Greater" -> OnnxArithmetic.fold(call, BinaryFunction.GREATER);
      case "GreaterOrEqual" -> OnnxArithmetic.fold(call, BinaryFunction.GREATER_OR_EQUAL);
      case "Xor", "Not", "IsNaN", "IsInf", "Where" -> OnnxArithmetic.logic(call);
      case "Neg", "Reciprocal", "Pow", "Abs", "Exp", "Log", "Sqrt", "Erf", "Sign", "Clip" ->
          OnnxArithmetic.function(call);
      case "Sinh", "Cosh", "Asinh", "Acosh", "Atanh" -> OnnxArithmetic.hyperbolic(call);
      case "Relu", "Tanh", "Sigmoid", "Gelu", "Swish", "LeakyRelu", "PRelu", "Elu", "Selu" ->
          OnnxActivations.compose(call);
      case "Celu", "ThresholdedRelu", "HardSigmoid", "HardSwish", "Softplus", "Softsign" ->
          OnnxActivations.compose(call);
      case "Mish", "Shrink" -> OnnxActivations.compose(call);
      case "Identity" -> OnnxShapes.identity(call);
      case "Dropout" -> OnnxShapes.dropout(call);
      case "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> OnnxShapes.reshape(call);
      case "Transpose" -> OnnxShapes.transpose(call);
      case "Concat" -> OnnxShapes.concat(call);
      case "Expand" -> OnnxShapes.expand(call);
      case "Tile" -> OnnxShapes.tile(call);
      case "DepthToSpace" -> OnnxShapes.depthToSpace(call);
      case "SpaceToDepth" -> OnnxShapes.spaceToDepth(call);
      case "Slice" -> OnnxPicks.slice(call);
      case "Pad" -> OnnxPicks.pad(call);
      case "CenterCropPad" -> OnnxPicks.centerCropPad(call);
      case "Gather" -> OnnxPicks.gather(call);
      case "GatherElements" -> OnnxPicks.gatherElements(call);
      case "Compress" -> OnnxPicks.compress(call);
      case "Trilu" -> OnnxPicks.trilu(call);
      case "MatMul" -> OnnxProducts.product(call);
      case "CumSum" -> OnnxProducts.cumulativeSum(call);
      case "Resize" -> OnnxResize.resize(call);
      case "Softmax" -> OnnxReductions.softmax(call, false);
      case "LogSoftmax" -> OnnxReductions.softmax(call, true);
      case "Hardmax" -> OnnxReductions.hardmax(call);
      case "NegativeLogLikelihoodLoss" -> OnnxLikelihood.loss(call);
      case "RMSNormalization" -> OnnxNorms.rootMeanSquare(call);
      case "InstanceNormalization" -> OnnxNorms.instance(call);
      case "GroupNormalization" -> OnnxNorms.group(call);
      case "LpNormalization" -> OnnxNorms.power(call);
      case "MeanVarianceNormalization" -> OnnxNorms.meanVariance(call);
      case String op when op.startsWith("Reduce") -> OnnxReductions.reduce(call);
      default -> throw new OutOfScope("no operator " + call.op());
    };
  }
}
