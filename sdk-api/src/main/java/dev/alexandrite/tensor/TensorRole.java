package dev.alexandrite.tensor;

/**
 * What a tensor that training keeps beside the parameters is for. Checkpoints hold it under the
 * role's prefix and the parameter's name, so no layer's name may begin with one.
 */
public enum TensorRole {
  /** The running average of a parameter. */
  AVERAGE("average/"),
  /** What the input pipeline learned from the training images. */
  STATISTICS("statistics/"),
  /** The velocity of descent with momentum. */
  MOMENTUM("momentum/"),
  /** A gradient that is gathered over several batches, or until all norms are known. */
  GRADIENT("gradient/"),
  /** Adam's and LAMB's mean of gradients. */
  FIRST_MOMENT("adam.m/"),
  /** Adam's and LAMB's mean of squared gradients. */
  SECOND_MOMENT("adam.v/"),
  /** RMSprop's mean of squared gradients. */
  MEAN_SQUARE("rmsprop.s/"),
  /** RMSprop's velocity, of which the rate is a part. */
  SCALED_MOMENTUM("rmsprop.v/");

  private final String prefix;

  TensorRole(String prefix) {
    this.prefix = prefix;
  }

  /**
   * What names of tensors of this role begin with.
   *
   * @return such as {@code momentum/}
   */
  public String prefix() {
    return prefix;
  }

  /**
   * The name of the tensor of this role.
   *
   * @param parameter the parameter that it belongs to, or what was learned
   * @return such as {@code momentum/conv1.weight}
   */
  public String of(String parameter) {
    return prefix + parameter;
  }

  /**
   * Whether a tensor has this role.
   *
   * @param tensor its name
   * @return true if it begins with the prefix
   */
  public boolean owns(String tensor) {
    return tensor.startsWith(prefix);
  }

  /**
   * The parameter that a tensor of this role belongs to.
   *
   * @param tensor its name
   * @return the name without the prefix
   * @throws IllegalArgumentException if it has another role
   */
  public String parameter(String tensor) {
    if (!owns(tensor)) {
      throw new IllegalArgumentException(tensor + " does not begin with " + prefix);
    }
    return tensor.substring(prefix.length());
  }
}
