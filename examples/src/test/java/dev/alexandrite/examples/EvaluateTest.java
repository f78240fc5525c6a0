package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.testkit.golden.Npy;
import dev.alexandrite.testkit.golden.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that others trained answer as where they come from, image by image. */
class EvaluateTest {
  private static final int CLASSES = 10;
  private static final String IMAGENET =
      "--mean .485,.456,.406 --std .229,.224,.225"; // as akamaster's training did
  private static final String CIFAR = "--mean .4914,.4822,.4465 --std .2470,.2435,.2616";
  private static final String VNN_COMP = "--mean .4914,.4822,.4465 --std .2471,.2435,.2616";
  private static final Pattern RESULT = Pattern.compile("RESULT top1=(\\d\\.\\d+) .*images=(\\d+)");

  static List<Arguments> models() {
    return List.of(
        model(
            "pytorch-resnet-cifar10/resnet20-12fca82f.th",
            "cifarResnet20",
            IMAGENET,
            "pytorch-resnet-cifar10/resnet20_logits.npy"),
        model(
            "pytorch-resnet-cifar10/resnet32-d509ac18.th",
            "cifarResnet32",
            IMAGENET,
            "pytorch-resnet-cifar10/resnet32_logits.npy"),
        model(
            "lightning-cifar10/GoogleNet.ckpt",
            "cifarInception",
            CIFAR,
            "lightning-cifar10/GoogleNet_logits.npy"),
        model(
            "lightning-cifar10/ResNetPreAct.ckpt",
            "cifarPreActResnet",
            CIFAR,
            "lightning-cifar10/ResNetPreAct_logits.npy"),
        model(
            "resnet-2b-cifar10/resnet2b.pth",
            "cifarResnet2b",
            VNN_COMP,
            "resnet-2b-cifar10/resnet_2b_logits.npy"),
        model(
            "resnet-2b-cifar10/resnet_2b.onnx",
            "",
            VNN_COMP,
            "resnet-2b-cifar10/resnet_2b_logits.npy"));
  }

  private static Arguments model(String file, String net, String colors, String logits) {
    return Arguments.of(file, net, colors, logits);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void theFirstImagesAreNamedAsExpected(String file, String net, String colors, String logits)
      throws IOException {
    requireSame(200, file, net, colors, logits);
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void allImagesAreNamedAsExpected(String file, String net, String colors, String logits)
      throws IOException {
    requireSame(10_000, file, net, colors, logits);
  }

  private static void requireSame(int images, String file, String net, String colors, String logits)
      throws IOException {
    Path trained = SharedData.folder("trained");
    Path data = SharedData.folder("cifar-10-batches-bin");
    List<String> words = new ArrayList<>(List.of(colors.split(" ")));
    words.addAll(List.of("--model", trained.resolve(file).toString()));
    words.addAll(List.of("--data", data.toString(), "--images", String.valueOf(images)));
    if (!net.isEmpty()) {
      words.addAll(List.of("--net", net));
    }
    var printed = new ByteArrayOutputStream();
    Evaluate.run(
        Options.parse(words.toArray(String[]::new)),
        new PrintStream(printed, true, StandardCharsets.UTF_8));

    Matcher result = RESULT.matcher(printed.toString(StandardCharsets.UTF_8));
    assertEquals(true, result.find(), printed.toString(StandardCharsets.UTF_8));
    int expected = hits(Npy.read(trained.resolve(logits)).floats(), Cifar10.test(data), images);
    assertEquals(
        Text.format("%.4f", (double) expected / images), result.group(1), file + " of " + images);
    assertEquals(images, Integer.parseInt(result.group(2)));
  }

  private static int hits(float[] logits, Dataset data, int images) {
    int hits = 0;
    for (int i = 0; i < images; i++) {
      int best = 0;
      for (int c = 1; c < CLASSES; c++) {
        best = logits[i * CLASSES + c] > logits[i * CLASSES + best] ? c : best;
      }
      hits += best == data.label(i) ? 1 : 0;
    }
    return hits;
  }
}
