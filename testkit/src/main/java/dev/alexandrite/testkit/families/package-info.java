/**
 * The families of networks against torchvision: a backend that computes them has the operators that
 * an application's networks are made of, at their sizes and in their order.
 */
@NullMarked
package dev.alexandrite.testkit.families;

import org.jspecify.annotations.NullMarked;
