/** Event files that TensorBoard shows. */
@NullMarked
package dev.alexandrite.observe.tensorboard;

import org.jspecify.annotations.NullMarked;
