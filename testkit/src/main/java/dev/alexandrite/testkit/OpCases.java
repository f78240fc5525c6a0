package dev.alexandrite.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All cases of the contract, by family of operators. */
public final class OpCases {
  private OpCases() {}

  /**
   * The cases.
   *
   * @return the name of a family to its cases, in a fixed order
   */
  public static Map<String, List<OpCase>> byFamily() {
    Map<String, List<OpCase>> families = new LinkedHashMap<>();
    families.put("convolution", ConvolutionCases.shared());
    families.put("normalised convolution", NormalizedConvolutionCases.all());
    families.put("locally connected", ConvolutionCases.locallyConnected());
    families.put("linear", LinearCases.all());
    families.put("pooling", PoolingCases.all());
    families.put("local response normalisation", NormCases.localResponse());
    families.put("batch normalisation", NormCases.batch());
    families.put("layer normalisation", NormCases.layer());
    families.put("activation", PointwiseCases.activation());
    families.put("dropout", PointwiseCases.dropout());
    families.put("sum of tensors", PointwiseCases.sums());
    families.put("function of one number", BroadcastCases.unary());
    families.put("function of two numbers", BroadcastCases.binary());
    families.put("select", BroadcastCases.select());
    families.put("shape", ShapeCases.all());
    families.put("matrix product", MatMulCases.all());
    families.put("reduction", ReduceCases.all());
    families.put("gather", GatherCases.all());
    families.put("softmax", SoftmaxCases.all());
    families.put("adaptive pooling", AdaptivePoolingCases.all());
    families.put("softmax and loss", LossCases.all());
    families.put("update", UpdateCases.all());
    return families;
  }

  static Stream<OpCase> all() {
    return byFamily().values().stream().flatMap(List::stream);
  }
}
