package dev.alexandrite.interop.onnx.export;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.interop.proto.onnx.NodeProto;
import dev.alexandrite.model.ActivationLayer;
import dev.alexandrite.model.AdaptiveAveragePool;
import dev.alexandrite.model.Add;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Binary;
import dev.alexandrite.model.Concat;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Embedding;
import dev.alexandrite.model.Expand;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Gather;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.LayerNorm;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.LocallyConnected;
import dev.alexandrite.model.MatMul;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Pad;
import dev.alexandrite.model.Parameter;
import dev.alexandrite.model.Permute;
import dev.alexandrite.model.Reduce;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.model.Select;
import dev.alexandrite.model.Slice;
import dev.alexandrite.model.Softmax;
import dev.alexandrite.model.StochasticDepth;
import dev.alexandrite.model.Unary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The table of {@code docs/interop/onnx-export.md}: its operators are those that the samples of
 * each layer become. {@code -Dalexandrite.onnx=write} writes it anew.
 */
class ExportTableTest {
  private static final Path PAGE = Path.of("../docs/interop/onnx-export.md");
  private static final String HEAD = "| layer | ONNX | what to know |\n|---|---|---|\n";

  @Test
  void thePageHasTheTableOfTheCode() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(HEAD);
    int to = page.indexOf("\n\n", from);
    String table = table();
    if ("write".equals(System.getProperty("alexandrite.onnx"))) {
      Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
    } else {
      assertEquals(table, page.substring(from, to), "see the comment of this test");
    }
  }

  @Test
  void everyLayerHasSamplesAndARow() {
    List<Class<?>> sampled =
        LayerSamples.all().stream().<Class<?>>map(sample -> sample.layer().getClass()).toList();
    for (Class<?> kind : Layer.class.getPermittedSubclasses()) {
      assertTrue(sampled.contains(kind), kind + " has no sample");
    }
  }

  private static String table() {
    List<LayerSamples.Sample> samples = LayerSamples.all();
    return HEAD
        + Arrays.stream(Layer.class.getPermittedSubclasses())
            .map(kind -> row(samples.stream().filter(s -> kind.isInstance(s.layer())).toList()))
            .collect(joining("\n"));
  }

  private static String row(List<LayerSamples.Sample> samples) {
    Layer layer = samples.getFirst().layer();
    Set<String> operators = new LinkedHashSet<>();
    samples.forEach(sample -> operators.addAll(operators(sample)));
    return "| `"
        + layer.getClass().getSimpleName()
        + "` | "
        + (operators.isEmpty()
            ? "an initialiser"
            : operators.stream().map(name -> "`" + name + "`").collect(joining(", ")))
        + " | "
        + note(layer)
        + " |";
  }

  /** The operators of the layer itself, the last first, without what repeats and aligns values. */
  private static List<String> operators(LayerSamples.Sample sample) {
    String last =
        sample.network().output().equals(LayerSamples.SAMPLE)
            ? GraphDraft.OUTPUT
            : LayerSamples.SAMPLE;
    return LayerExport.graph(sample.network(), 0).nodes().stream()
        .filter(
            node ->
                node.getName().equals(last) || node.getName().startsWith(LayerSamples.SAMPLE + "/"))
        .map(NodeProto::getOpType)
        .toList();
  }

  private static String note(Layer layer) {
    return switch (layer) {
      case Conv2d _ -> "asymmetric padding, dilation and groups as they are";
      case LocallyConnected _ ->
          "no operator of ONNX's: what each position sees is gathered, then one convolution has a"
              + " group a position; weights keep their order";
      case Linear _ -> "a vector is `Gemm`; rows are `MatMul` with the weights transposed";
      case MaxPool _ ->
          "sizes rounded up are said by padding, never by `ceil_mode`; `Pad` only where a dilated"
              + " window is padded by its kernel or more. Ties are not said";
      case AveragePool _ ->
          "as above; `Pad` where padding counts and a window sticks out beyond it; `Conv` and `Mul`"
              + " where it is dilated";
      case LocalResponseNorm _ ->
          "`LRN` across channels with an odd size, alpha and beta above 0; towers by `Split` and"
              + " `Concat`; else by its formula, with an average of squares";
      case BatchNorm _ -> "with its running statistics; momentum is ONNX's, 1 less ours";
      case LayerNorm _ -> "";
      case ActivationLayer _ ->
          "GELU by `Erf`, as in PyTorch's export; SiLU by `Sigmoid` and `Mul`";
      case Dropout _ ->
          "`Mul` by the share that is kept in the original mode, which drops nothing later";
      case StochasticDepth _ -> "leaves nothing out after training";
      case Softmax _ -> "";
      case Add _ -> "`Sum` of three and more";
      case Concat _ -> "";
      case Flatten _ -> "`Reshape` of parameters";
      case Parameter _ -> "has no axis of examples";
      case MatMul _ -> "transposed sides by `Transpose`";
      case Permute _, Pad _, Expand _ -> "";
      case Reshape _ -> "0 keeps the axis of examples";
      case Slice _ -> "steps backwards too";
      case Gather _ ->
          "`GatherND` where each example has a table and numbers of its own. Numbers below 0 count"
              + " from the end, where ours stop the run";
      case Embedding _ -> "numbers as above";
      case Reduce _ -> "";
      case Binary _ -> "comparisons answer 1 or 0 by `Cast`";
      case Unary _ -> "";
      case Select _ -> "";
      case AdaptiveAveragePool _ ->
          "`AveragePool` where sizes divide, else two `MatMul` with matrices of shares";
    };
  }
}
