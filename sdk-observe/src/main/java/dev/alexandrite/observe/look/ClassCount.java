package dev.alexandrite.observe.look;

/**
 * How many images a class has.
 *
 * @param name the class
 * @param training images to learn from
 * @param validation images held out; 0 if none are looked at
 */
public record ClassCount(String name, int training, int validation) {}
