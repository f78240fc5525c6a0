package dev.alexandrite.train;

import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;

/**
 * The weights that a run starts from, or the momentum that it starts with.
 *
 * @param source where they come from; stays open
 * @param rule what may differ between them and the network
 */
public record InitialWeights(WeightSource source, WeightRule rule) {}
