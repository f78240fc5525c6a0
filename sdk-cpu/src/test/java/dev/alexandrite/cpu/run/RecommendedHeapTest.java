package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.cpu.run.RecommendedHeapFixture.Setup;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run with the recommended heap comes to its end, with all that a run may do. */
class RecommendedHeapTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void isEnoughToTheEnd(Setup setup) throws IOException, InterruptedException {
    MemoryReport memory = report(setup);
    Path output = directory.resolve("run.log");
    Process process =
        ChildJvm.start(
            RecommendedHeapFixture.class,
            List.of("-Xmx" + megabytes(memory.recommendedHeap()) + "m"),
            output,
            setup.name(),
            directory.resolve("run").toString());
    ChildJvm.printed(process, output, RecommendedHeapFixture.DONE);
    assertEquals(0, process.exitValue());
  }

  private static long megabytes(long bytes) {
    return Math.ceilDiv(bytes, 1L << 20);
  }

  /** What the run would need; it is stopped before its first step. */
  private MemoryReport report(Setup setup) {
    List<MemoryReport> reports = new ArrayList<>();
    TrainingListener asks =
        new TrainingListener() {
          @Override
          public void onStart(RunControl run, MemoryReport memory) {
            reports.add(memory);
            run.stop();
          }
        };
    Path unused = directory.resolve("asked");
    RecommendedHeapFixture.trainer(setup, unused).listener(asks).fit().close();
    return reports.getFirst();
  }
}
