package dev.alexandrite.classify;

/**
 * One class and its probability.
 *
 * @param label the class's name
 * @param classIndex the class's place among the network's outputs
 * @param probability how probable the network finds it, in [0, 1]
 */
public record Prediction(String label, int classIndex, float probability) {}
