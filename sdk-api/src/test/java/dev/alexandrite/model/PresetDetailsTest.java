package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.HorizontalFlip;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.RandomCrop;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What distinguishes the presets: order, normalisation, dropout, starts, rates, pipelines. */
final class PresetDetailsTest {
  private static final List<String> WEIGHTED =
      List.of("conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8");

  @Test
  void thePaperPadsAtTheEndAlone() {
    Conv2d conv1 = (Conv2d) node(AlexNet.paper().build(), "conv1").layer();

    WindowAxis axis = WindowAxis.of(11).stride(4).pad(0, 3);
    assertEquals(axis, conv1.vertical());
    assertEquals(axis, conv1.horizontal());
  }

  @Test
  void orderOfTheFirstTwoLayers() {
    List<String> paper = List.of("relu1", "norm1", "pool1");
    assertEquals(paper, between(AlexNet.paper().build(), "conv1", "conv2"));
    assertEquals(paper, between(AlexNet.caffe().build(), "conv1", "conv2"));
    assertEquals(
        List.of("norm1", "pool1", "relu1"),
        between(AlexNet.release2012().build(), "conv1", "conv2"));
    assertEquals(
        List.of("norm1", "pool1", "relu1"), between(AlexNet.oneTower().build(), "conv1", "conv2"));
    assertEquals(
        List.of("relu1", "pool1"), between(AlexNet.torchvision().build(), "conv1", "conv2"));
    assertEquals(
        List.of("relu2", "norm2", "cnorm2", "pool2"),
        between(AlexNet.release2012().build(), "conv2", "conv3"));
  }

  @Test
  void dropoutStandsBehindOrBeforeFc6AndFc7() {
    assertEquals(
        List.of("relu6", "drop6", "fc7", "relu7", "drop7"),
        between(AlexNet.paper().build(), "fc6", "fc8"));
    assertEquals(
        List.of("drop6", "fc6", "relu6", "drop7", "fc7", "relu7"),
        between(AlexNet.torchvision().build(), "flatten", "fc8"));
    assertEquals(Dropout.Mode.ORIGINAL, dropout(AlexNet.paper().build()).mode());
    assertEquals(Dropout.Mode.ORIGINAL, dropout(AlexNet.release2012().build()).mode());
    assertEquals(Dropout.Mode.ORIGINAL, dropout(AlexNet.oneTower().build()).mode());
    assertEquals(Dropout.Mode.INVERTED, dropout(AlexNet.caffe().build()).mode());
    assertEquals(Dropout.Mode.INVERTED, dropout(AlexNet.torchvision().build()).mode());
  }

  @Test
  void responseNormalisation() {
    LocalResponseNorm paper = norm(AlexNet.paper().build(), "norm1");
    assertEquals(LocalResponseNorm.of(5).k(2), paper);
    assertEquals(2e-5f, paper.termFactor());
    assertEquals(2, norm(AlexNet.release2012().build(), "norm2").towers());
    assertEquals(1, norm(AlexNet.caffe().build(), "norm1").k());
    LocalResponseNorm within = norm(AlexNet.release2012().build(), "cnorm2");
    assertTrue(within.withinMap());
    assertEquals(4e-5f, within.termFactor());
  }

  @Test
  void startsOfThePaper() {
    AlexNet net = AlexNet.paper().build();

    assertEquals(repeated(8, 0.01), deviations(net));
    assertEquals(List.of(0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0), biases(net));
    assertEquals(repeated(8, 1), each(net, ".bias", ParameterSpec::rateScale));
  }

  @Test
  void startsAndRatesOfTheReleasedCode() {
    AlexNet net = AlexNet.release2012().build();

    assertEquals(List.of(0.01, 0.01, 0.03, 0.03, 0.03, 0.01, 0.01, 0.01), deviations(net));
    assertEquals(List.of(0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0), biases(net));
    assertEquals(repeated(8, 2), each(net, ".bias", ParameterSpec::rateScale));
    assertEquals(repeated(8, 0), each(net, ".bias", ParameterSpec::decayScale));
    assertEquals(repeated(8, 1), each(net, ".weight", ParameterSpec::decayScale));
  }

  @Test
  void startsOfCaffeAndTheSingleTower() {
    AlexNet caffe = AlexNet.caffe().build();
    AlexNet tower = AlexNet.oneTower().build();

    assertEquals(List.of(0.01, 0.01, 0.01, 0.01, 0.01, 0.005, 0.005, 0.01), deviations(caffe));
    assertEquals(List.of(0.0, 0.1, 0.0, 0.1, 0.1, 0.1, 0.1, 0.0), biases(caffe));
    assertEquals(List.of(0.01, 0.01, 0.03, 0.03, 0.03, 0.01, 0.01, 0.01), deviations(tower));
    assertEquals(List.of(0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, -7.0), biases(tower));
  }

  @Test
  void pipelineOfThePaper() {
    InputPipeline images = AlexNet.paper().build().pipeline();

    assertEquals(new Resize.ShorterSide(256), images.resize());
    assertEquals(Shape.image(3, 224, 224), images.shape());
    assertEquals(PixelRange.BYTES, images.range());
    assertEquals(new Normalization.MeanImage(false), images.normalization());
    assertEquals(
        List.of(Augment.randomCrop(224), Augment.horizontalFlip(), Augment.pcaColor(0.1)),
        images.training());
  }

  @Test
  void pipelinesOfTheOthers() {
    InputPipeline release = AlexNet.release2012().build().pipeline();
    assertEquals(
        List.of(
            new RandomCrop(224, 224, 32),
            new HorizontalFlip(32),
            Augment.pcaColor(0.1).divide(true).untilEpoch(67)),
        release.training());
    InputPipeline caffe = AlexNet.caffe().build().pipeline();
    assertEquals(new Resize.Squash(256, 256), caffe.resize());
    assertEquals(ChannelOrder.BGR, caffe.order());
    assertEquals(new Normalization.MeanImage(true), caffe.normalization());
    InputPipeline torch = AlexNet.torchvision().build().pipeline();
    assertEquals(PixelRange.UNIT, torch.range());
    assertEquals(Normalization.imageNet(), torch.normalization());
    assertEquals(List.of(), AlexNet.tiny().build().pipeline().training());
  }

  private static Node node(AlexNet net, String name) {
    return net.network().node(name);
  }

  private static List<String> between(AlexNet net, String first, String last) {
    List<String> names = net.network().nodes().stream().map(Node::name).toList();
    return names.subList(names.indexOf(first) + 1, names.indexOf(last));
  }

  private static Dropout dropout(AlexNet net) {
    Dropout dropout = (Dropout) node(net, "drop7").layer();
    assertEquals(node(net, "drop6").layer(), dropout);
    assertEquals(0.5, dropout.rate());
    return dropout;
  }

  private static LocalResponseNorm norm(AlexNet net, String name) {
    return (LocalResponseNorm) node(net, name).layer();
  }

  private static List<Double> deviations(AlexNet net) {
    return each(net, ".weight", p -> ((Initializer.Gaussian) p.initializer()).stddev());
  }

  private static List<Double> biases(AlexNet net) {
    return each(net, ".bias", p -> ((Initializer.Constant) p.initializer()).value());
  }

  private static List<Double> each(
      AlexNet net, String suffix, ToDoubleFunction<ParameterSpec> value) {
    List<ParameterSpec> found =
        net.network().parameters().stream().filter(p -> p.name().endsWith(suffix)).toList();
    assertEquals(
        WEIGHTED.stream().map(layer -> layer + suffix).toList(),
        found.stream().map(ParameterSpec::name).toList());
    return found.stream().map(value::applyAsDouble).toList();
  }

  private static List<Double> repeated(int times, double value) {
    return Collections.nCopies(times, value);
  }
}
