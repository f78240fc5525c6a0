package dev.alexandrite.interop.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.core.weights.FloatPieces;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.CifarNets;
import dev.alexandrite.model.EfficientNet;
import dev.alexandrite.model.GoogLeNet;
import dev.alexandrite.model.MobileNet;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.model.ResNet;
import dev.alexandrite.model.SqueezeNet;
import dev.alexandrite.model.Vgg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What PyTorch saves for a network of each preset's shapes is taken by the preset, value by value.
 * Made anew, since some have 244 MB.
 */
@Tag("slow")
class PresetStateDictsTest {
  @TempDir Path folder;

  static Stream<Model> presets() {
    return Stream.of(
        AlexNet.paper().build(),
        AlexNet.release2012().build(),
        AlexNet.caffe().build(),
        AlexNet.oneTower().build(),
        AlexNet.torchvision().build(),
        AlexNet.tiny().build(),
        CifarNets.layers80sec(),
        CifarNets.layers19pct(),
        CifarNets.layers18pct(),
        CifarNets.layers13pct(),
        CifarNets.layers11pct(),
        ResNet.resnet50().build(),
        Vgg.vgg11Bn().build(),
        GoogLeNet.googlenet().build(),
        SqueezeNet.squeezenet10().build(),
        MobileNet.mobilenetV2().build(),
        EfficientNet.efficientnetB0().build());
  }

  @ParameterizedTest
  @MethodSource("presets")
  void takesEveryValueFromBothForms(Model preset) throws IOException, InterruptedException {
    List<ParameterSpec> tensors =
        Stream.concat(preset.network().parameters().stream(), preset.network().state().stream())
            .toList();
    Path list = folder.resolve("list.tsv");
    Files.write(list, tensors.stream().map(PresetStateDictsTest::line).toList());
    Python.run(folder, "preset_state_dicts.py", List.of(list, folder));
    for (String file : List.of("preset.pth", "preset.legacy.pth")) {
      LoadOptions options = LoadOptions.defaults().model(preset);
      try (PretrainedModel model = Models.load(folder.resolve(file), options)) {
        assertEquals(tensors.size(), model.report().taken().size());
        for (WeightReport.Taken taken : model.report().taken()) {
          compare(model, taken, tensors.stream().map(ParameterSpec::name).toList());
        }
      }
    }
  }

  private static String line(ParameterSpec tensor) {
    return tensor.name()
        + "\t"
        + tensor.shape().dimensions().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
  }

  private static void compare(PretrainedModel model, WeightReport.Taken taken, List<String> names)
      throws IOException {
    int number = names.indexOf(taken.name());
    FloatPieces pieces =
        new FloatPieces(
            "file",
            taken.tensor(),
            (from, values) -> {
              for (int i = 0; i < values.length; i++) {
                float expected = (from + i) % 251 / 256f + number;
                if (values[i] != expected) {
                  assertEquals(expected, values[i], taken.name() + " " + (from + i));
                }
              }
            });
    model.weights().read(taken.tensor(), pieces);
    pieces.finish();
  }
}
