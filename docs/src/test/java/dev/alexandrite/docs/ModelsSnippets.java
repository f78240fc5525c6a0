package dev.alexandrite.docs;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.AuxiliaryHead;
import dev.alexandrite.model.GoogLeNet;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.model.ResNet;
import java.nio.file.Path;

/** The code of the page about the networks that are there, see {@link Snippets}. */
final class ModelsSnippets {
  private ModelsSnippets() {}

  static void build() {
    // snippet: buildFamily
    Recipe net = ResNet.resnet50().classes(10).inputSize(160).zeroLastScale().build();
    System.out.println(net.network().summary());
    // end
  }

  static void load(Path photo) {
    // snippet: loadFamily
    LoadOptions resnet = LoadOptions.defaults().model(ResNet.resnet50().build());
    try (PretrainedModel model = Models.load(Path.of("resnet50-0676ba61.pth"), resnet);
        Classifier classifier = model.classifier()) {
      System.out.println(classifier.classify(photo).best());
    }
    // end
  }

  static void heads() {
    // snippet: auxiliaryHeads
    Recipe net = GoogLeNet.googlenet().classes(10).build();
    for (AuxiliaryHead head : net.network().auxiliaryHeads()) {
      System.out.println(head.node() + " counts " + head.weight()); // aux1.fc2 counts 0.3
    }
    // end
  }
}
