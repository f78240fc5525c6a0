package dev.alexandrite.docs;

import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.data.Split;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.observe.CsvLog;
import dev.alexandrite.observe.tensorboard.TensorBoard;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;

/** The code of the page for those who come from elsewhere, see {@link Snippets}. */
final class MigratingSnippets {
  private MigratingSnippets() {}

  static void run(Path photos, Path folder, WeightSource source) {
    // snippet: migrating
    AlexNet net = AlexNet.torchvision().classes(10).build();
    Split split = ImageFolder.of(photos).split(0.2, 1);
    TrainingResult run =
        Trainer.of(net)
            .data(split)
            .epochs(10)
            .optimizer(Sgd.pytorch(0.01).momentum(0.9))
            .schedule(Schedules.cosine())
            .earlyStop(EarlyStop.of(5))
            .freezeUpTo("conv2")
            .initialWeights(source, WeightRule.exact().exceptHead(net.network()))
            .listener(TensorBoard.to(folder.resolve("tensorboard")))
            .listener(CsvLog.to(folder.resolve("epochs.csv")))
            .checkpoints(folder)
            .resume()
            .seed(1)
            .fit();
    System.out.println(run.classifier().evaluate(split.validation()).top1());
    // end
  }
}
