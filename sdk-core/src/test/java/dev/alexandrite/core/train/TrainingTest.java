package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.DataException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.core.CoreTolerances;
import dev.alexandrite.core.checkpoint.CheckpointFolder;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.data.Sampling;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Losses;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @TempDir Path temp;

  @Test
  void aSmallNetworkLearnsAndTheListenerSeesEveryStep() {
    Recorder recorder = new Recorder();
    TrainingResult result =
        SmallRun.trainer()
            .validation(SmallRun.data(10))
            .epochs(12)
            .schedule(Schedules.step(8, 0.1))
            .listener(recorder)
            .fit();
    result.classifier().close();
    assertEquals(12, result.history().size());
    assertTrue(result.history().getLast().trainLoss() < result.history().getFirst().trainLoss());
    assertEquals(1, result.best().orElseThrow().validation().orElseThrow().top1(), 0.21);
    assertEquals(10, result.history().getLast().validation().orElseThrow().count());
    assertEquals(1, recorder.starts);
    assertEquals(72, recorder.steps.size());
    List<Integer> rows = recorder.steps.stream().limit(6).map(StepReport::rows).toList();
    assertEquals(List.of(4, 4, 4, 4, 4, 2), rows);
    assertEquals(0.02, recorder.steps.get(47).learningRate(), 1e-12);
    assertEquals(0.002, recorder.steps.get(48).learningRate(), 1e-12);
    assertEquals(losses(result.history()), losses(recorder.epochs));
    assertEquals(result.history().getLast(), recorder.epochs.getLast());
    double sum = recorder.steps.stream().limit(6).mapToDouble(s -> s.loss() * s.rows()).sum();
    assertEquals(sum / 22, result.history().getFirst().trainLoss(), 1e-9);
  }

  private static List<Double> losses(List<EpochReport> epochs) {
    return epochs.stream().map(EpochReport::trainLoss).toList();
  }

  private static final class Recorder implements TrainingListener {
    private final List<StepReport> steps = new ArrayList<>();
    private final List<EpochReport> epochs = new ArrayList<>();
    private int starts;

    @Override
    public void onStart(RunControl run, MemoryReport memory) {
      assertTrue(memory.total() > 0);
      starts++;
    }

    @Override
    public void onStep(StepReport report) {
      steps.add(report);
    }

    @Override
    public void onEpoch(EpochReport report) {
      epochs.add(report);
    }
  }

  @Test
  void aLossOfTheApplicationTakesThePlaceOfTheBuiltInOne() {
    double builtIn = firstLoss(SmallRun.trainer());
    assertEquals(
        builtIn, firstLoss(SmallRun.trainer().loss(Losses.focal(0))), CoreTolerances.HOST_LOSS);
    assertTrue(firstLoss(SmallRun.trainer().loss(Losses.focal(2))) < builtIn);
    assertEquals(
        2.5,
        firstLoss(
            SmallRun.trainer()
                .loss(
                    (logits, labels, rows, classes, losses, gradient) -> {
                      Arrays.fill(losses, 2.5f);
                      Arrays.fill(gradient, 0);
                    })),
        0);
  }

  private static double firstLoss(Trainer trainer) {
    Recorder recorder = new Recorder();
    trainer.epochs(1).listener(recorder).fit().classifier().close();
    return recorder.steps.getFirst().loss();
  }

  @Test
  void theCacheOfImagesChangesNoBit() {
    double without = lastLoss(SmallRun.trainer());
    assertEquals(without, lastLoss(SmallRun.trainer().cacheImages(1000)), 0);
    assertEquals(without, lastLoss(SmallRun.trainer().cacheImages(1 << 20).threads(3)), 0);
  }

  /** What is kept are originals then, of which random crops are cut. */
  @Test
  void theCacheOfOriginalsChangesNoBit() {
    double without = lastLoss(modern());
    assertEquals(without, lastLoss(modern().cacheImages(1000)), 0);
    assertEquals(without, lastLoss(modern().cacheImages(1 << 20).threads(3)), 0);
    assertEquals(without, lastLoss(modern().threads(2)), 0);
  }

  private static Trainer modern() {
    return SmallRun.trainer(SmallRun.modern(), SmallRun.data(22)).sampling(Sampling.balanced());
  }

  private static double lastLoss(Trainer trainer) {
    TrainingResult result = trainer.validation(SmallRun.data(5)).epochs(2).fit();
    result.classifier().close();
    return result.history().getLast().trainLoss();
  }

  @Test
  void aLossThatIsNotFiniteEndsTheRunWithAdvice() {
    Trainer trainer =
        Trainer.of(SmallRun.model())
            .data(SmallRun.data(12))
            .backend("scalar")
            .batchSize(4)
            .epochs(50)
            .optimizer(Sgd.pytorch(1e20));
    String message = assertThrows(TrainingException.class, trainer::fit).getMessage();
    assertTrue(message.contains("learning rate 1.0E20"), message);
    assertTrue(message.contains("a tenth of the rate"), message);
  }

  @Test
  void aNetworkThatStillGuessesIsReportedOnce() {
    LossCheck watch = new LossCheck(10, true);
    int warnings = 0;
    for (int step = 0; step < 2 * LossCheck.PATIENCE_STEPS; step++) {
      warnings += watch.watch(2.3, 0.01).isPresent() ? 1 : 0;
    }
    assertEquals(1, warnings);
    LossCheck learns = new LossCheck(10, true);
    for (int step = 0; step < 2 * LossCheck.PATIENCE_STEPS; step++) {
      assertTrue(learns.watch(1.5, 0.01).isEmpty());
    }
  }

  @Test
  void dataThatDoesNotFitTheNetworkIsRefused() {
    Dataset two =
        InMemoryDataset.of(
            List.of(SmallRun.image(0, 0), SmallRun.image(1, 1)),
            new int[] {0, 1},
            List.of("cat", "dog"));
    String message = refusal(Trainer.of(SmallRun.model()).data(two));
    assertTrue(message.contains("has 3 outputs"), message);
    assertTrue(message.contains("2 classes [cat, dog]"), message);
    assertTrue(message.contains("classes(2)"), message);
    message = refusal(SmallRun.trainer().validation(two));
    assertTrue(message.contains("cat, dog") && message.contains("same order"), message);
    message = refusal(SmallRun.trainer().classWeights(1, 2));
    assertTrue(message.contains("2 weights for 3 classes"), message);
    message = refusal(Trainer.of(SmallRun.model()).data(new Mislabelled()));
    assertTrue(message.contains("number 2 has the label 3, expected 0 to 2"), message);
  }

  @Test
  void twoClassesOfOneNameAreRefusedBeforeTheFirstStep() {
    Dataset twins =
        InMemoryDataset.of(
            List.of(SmallRun.image(0, 0), SmallRun.image(1, 1), SmallRun.image(2, 2)),
            new int[] {0, 1, 2},
            List.of("cat", "dog", "cat"));
    String message = refusal(Trainer.of(SmallRun.model()).data(twins));
    assertTrue(message.contains("two classes of the training data are called \"cat\""), message);
  }

  private static String refusal(Trainer trainer) {
    return assertThrows(AlexandriteException.class, trainer::fit).getMessage();
  }

  /** A data set of the application's own, with a wrong label. */
  private static final class Mislabelled implements Dataset {
    @Override
    public int size() {
      return 3;
    }

    @Override
    public List<String> classNames() {
      return SmallRun.CLASSES;
    }

    @Override
    public int label(int index) {
      return index + 1;
    }

    @Override
    public Image image(int index) {
      return SmallRun.image(index, 0);
    }

    @Override
    public String name(int index) {
      return "number " + index;
    }
  }

  @Test
  void aBadImageEndsTheRunButNotWhatWasLearned() {
    Path folder = temp.resolve("bad");
    Trainer trainer =
        Trainer.of(SmallRun.model())
            .data(new FailingDataset(SmallRun.data(22), 62, new DataException("an image is gone")))
            .backend("scalar")
            .batchSize(4)
            .loaderThreads(1)
            .checkpoints(folder);
    assertThrows(DataException.class, trainer::fit);
    assertEquals(1, new CheckpointFolder(folder).list().size());
  }

  @Test
  void aFolderThatHoldsARunIsNotMixedWithAnother() {
    Path folder = temp.resolve("used");
    SmallRun.trainer().epochs(1).checkpoints(folder).fit().classifier().close();
    String message = refusal(SmallRun.trainer().epochs(1).checkpoints(folder));
    assertTrue(message.contains("already holds a run"), message);
    assertTrue(message.contains("resume()"), message);
  }

  @Test
  void weightsOfAnotherRunAreAStart() {
    Path folder = temp.resolve("teacher");
    TrainingResult teacher = SmallRun.trainer().epochs(6).checkpoints(folder).fit();
    teacher.classifier().close();
    double afresh = firstLoss(SmallRun.trainer());
    double continued =
        firstLoss(SmallRun.trainer().initialWeights(teacher.checkpoint().orElseThrow()));
    assertTrue(continued < afresh, continued + " against " + afresh);
  }
}
