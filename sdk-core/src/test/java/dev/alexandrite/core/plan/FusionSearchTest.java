package dev.alexandrite.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.EfficientNet;
import dev.alexandrite.model.MobileNet;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ResNet;
import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.ConvolutionOp.NormalizedForward;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WeightForm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What convolutions take along, and what they leave. */
final class FusionSearchTest {
  private static final Network RESNET = ResNet.resnet18().build().network();

  private static long count(OpGraph graph, Class<? extends Op> kind) {
    return graph.steps().stream().map(OpGraph.Step::op).filter(kind::isInstance).count();
  }

  @Test
  void residualBlocksAreTheirConvolutionsAlone() {
    OpGraph graph = Planner.inference(RESNET, 2).graph();
    assertEquals(20, count(graph, NormalizedForward.class));
    assertEquals(0, count(graph, BatchNormOp.class));
    assertEquals(0, count(graph, ActivationOp.class));
    assertEquals(0, count(graph, ElementwiseOp.class));
    long shortcuts =
        graph.steps().stream()
            .filter(step -> step.op() instanceof NormalizedForward op && op.residual())
            .count();
    assertEquals(8, shortcuts); // two for each of four stages
  }

  @Test
  void stochasticDepthDoesNotStandBetweenNormAndShortcut() {
    for (Network network :
        List.of(
            EfficientNet.efficientnetB0().build().network(),
            MobileNet.mobilenetV2().build().network())) {
      OpGraph graph = Planner.inference(network, 1).graph();
      assertEquals(0, count(graph, BatchNormOp.class), network.name());
      assertEquals(0, count(graph, ElementwiseOp.Add.class), network.name());
    }
  }

  @Test
  void trainingAndGradientsHaveEveryValue() {
    OpGraph inspection =
        Planner.inspection(RESNET, List.of("layer1.0.bn1"), "fc", 1, WeightForm.FLOAT32).graph();
    assertEquals(0, count(inspection, NormalizedForward.class));
    assertTrue(count(inspection, BatchNormOp.Inference.class) >= 20);
  }

  @Test
  void aLayerThatIsAskedForKeepsItsOutput() {
    for (String layer : List.of("layer1.0.conv1", "layer1.0.bn1", "layer1.0.relu1")) {
      InferencePlan plan = Planner.features(RESNET, layer, 1, WeightForm.FLOAT32);
      String name = plan.graph().values().get(plan.output()).spec().name();
      assertEquals(layer, name);
    }
  }

  @Test
  void aNormThatIsReadTwiceStaysOneOfItsOwn() {
    Network network =
        Network.builder("twice", Shape.image(3, 8, 8))
            .conv2d("conv", Conv2d.of(4, 3))
            .batchNorm("norm", BatchNorm.of())
            .relu("relu")
            .add("sum", "relu", "norm")
            .build();
    OpGraph graph = Planner.inference(network, 1).graph();
    List<Op> ops = graph.steps().stream().map(OpGraph.Step::op).toList();
    assertTrue(
        ops.getFirst() instanceof NormalizedForward op && op.activation().isEmpty(), ops::toString);
    assertEquals(1, count(graph, ActivationOp.class));
    assertEquals(1, count(graph, ElementwiseOp.Add.class));
  }
}
