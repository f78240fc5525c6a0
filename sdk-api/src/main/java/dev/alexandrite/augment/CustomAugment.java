package dev.alexandrite.augment;

/**
 * A transform of the application.
 *
 * @param name what to call it in summaries, checkpoints and messages
 * @param transform what it does
 */
public record CustomAugment(String name, Transform transform) implements Augment {}
