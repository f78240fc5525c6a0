/**
 * Networks and weights of other tools, and ours in their formats: {@link
 * dev.alexandrite.interop.Models#load} and {@link dev.alexandrite.interop.Models#save}.
 */
@NullMarked
package dev.alexandrite.interop;

import org.jspecify.annotations.NullMarked;
