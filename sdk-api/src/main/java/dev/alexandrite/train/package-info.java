/** Training: optimisers, schedules, losses, listeners and the trainer itself. */
@NullMarked
package dev.alexandrite.train;

import org.jspecify.annotations.NullMarked;
