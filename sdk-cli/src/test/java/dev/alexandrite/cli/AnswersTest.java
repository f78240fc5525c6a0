package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.classify.Predictions;
import dev.alexandrite.core.json.JsonWriter;
import dev.alexandrite.data.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What classify and serve answer, by what the model learned. */
class AnswersTest {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final float[] OUTPUTS = {0.5f, 0.25f, 0.75f};

  @Test
  void classes() {
    Predictions answer = new Predictions(NAMES, OUTPUTS);
    assertEquals(List.of("0.750  c", "0.500  a"), Results.lines(answer, 2));
  }

  @Test
  void labelsThatWereFound() {
    Predictions answer = new Predictions(Task.MULTI_LABEL, NAMES, OUTPUTS, 0.6, 0.2, 0.9);
    assertEquals(List.of("0.250  b"), Results.lines(answer, 2));
    assertEquals(
        "[{\"class\":\"b\",\"index\":1,\"probability\":0.25}]",
        JsonWriter.write(Results.answers(answer, 2)));
    Predictions none = new Predictions(Task.MULTI_LABEL, NAMES, OUTPUTS, 0.9, 0.9, 0.9);
    assertEquals(List.of("no label"), Results.lines(none, 2));
  }

  @Test
  void values() {
    Predictions answer = new Predictions(Task.REGRESSION, NAMES, new float[] {-2, 0.25f, 1000});
    assertEquals(List.of("-2.000  a", "0.2500  b", "1000  c"), Results.lines(answer, 1));
    assertEquals(
        "{\"name\":\"a\",\"index\":0,\"value\":-2.0}",
        JsonWriter.write(Results.answers(answer, 1).items().getFirst()));
  }
}
