package dev.alexandrite.core.plan;

import com.google.common.collect.ImmutableList;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.TensorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network planned for training.
 *
 * @param step forward, loss and backward pass of one batch; updates too where nothing comes between
 * @param update clips, updates and clears accumulated gradients; null if the step updates
 * @param input the value that receives the images, {@code float32[N, C, H, W]}
 * @param labels the value that receives the class numbers, {@code float32[N, 1]}, or a number for
 *     each logit, {@code float32[N, classes]}
 * @param losses the value of each row's loss, {@code float32[N]}
 * @param logits the value of the logits, {@code float32[N, classes]}
 * @param persistent parameters, running statistics, optimiser state, averages, gradients
 */
public record TrainingGraphs(
    OpGraph step,
    @Nullable OpGraph update,
    int input,
    int labels,
    int losses,
    int logits,
    List<TensorSpec> persistent) {
  /** Copies the list. */
  public TrainingGraphs {
    persistent = ImmutableList.copyOf(persistent);
  }
}
