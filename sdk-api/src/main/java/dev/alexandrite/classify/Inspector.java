package dev.alexandrite.classify;

import dev.alexandrite.data.Image;
import java.util.List;

/**
 * Looks inside a network: what its layers put out for an image, and how the score of a class
 * depends on it, as pictures of activations, Grad-CAM (Selvaraju et al., arXiv 1610.02391) or
 * saliency maps need it. The network computes as it classifies: without dropout, with the running
 * statistics of batch normalisation, on the centre crop.
 *
 * <p>The first call for some layers plans a graph that keeps their values, and the next call for
 * the same layers uses it again. Nothing is kept or copied before the first call.
 */
public interface Inspector {
  /**
   * What layers put out for an image.
   *
   * @param image the image, prepared as for classification
   * @param layers names of layers; {@code input} is the prepared image
   * @return the values
   * @throws dev.alexandrite.InvalidModelException if there is no layer of a name
   */
  Inspection inspect(Image image, List<String> layers);

  /**
   * What layers put out for an image, and the gradients of a class's score by that. The score is
   * the network's output for the class: its logit, unless the network ends with softmax.
   *
   * @param image the image, prepared as for classification
   * @param layers names of layers; {@code input} is the prepared image
   * @param label the class, 0 to classes - 1
   * @return the values with their gradients
   * @throws dev.alexandrite.InvalidModelException if there is no layer of a name
   * @throws IllegalArgumentException if there is no such class
   */
  Inspection inspect(Image image, List<String> layers, int label);

  /**
   * What layers put out for prepared inputs, and the gradients of one number of a layer by that:
   * the door of methods that change the input, such as occlusion and integrated gradients, or that
   * explain another number than a class's score, such as what goes into a last softmax.
   *
   * <p>All inputs are computed at once, so that memory grows with their number. The graph that is
   * planned for some number of inputs is used again for as many or fewer. The values of an input
   * are the same bits whatever other inputs there are.
   *
   * @param inputs at least one; each {@code float32[C, H, W]} as the network takes it, row-major,
   *     which the values of layer {@link dev.alexandrite.model.Network#INPUT} are for an image
   * @param layers names of layers; {@link dev.alexandrite.model.Network#INPUT} is the input itself
   * @param target the layer that the number is of, such as {@code Network.output()}
   * @param element the number's place in the target's output, row-major; for logits the class
   * @return for each input the values with their gradients
   * @throws dev.alexandrite.InvalidModelException if there is no layer of a name, or the target is
   *     computed of parameters alone
   * @throws IllegalArgumentException if there is no such element, there are no inputs or one has
   *     another length, or several inputs are given and a layer has one output for all of them
   */
  List<Inspection> inspectInputs(
      List<float[]> inputs, List<String> layers, String target, int element);
}
