package com.example.photographs.sdk;

import dev.alexandrite.data.Image;
import dev.alexandrite.model.Recipe;

/** A black picture of a size that any pipeline takes. */
final class Blank {
  private Blank() {}

  static Image image(Recipe recipe) {
    int height = recipe.pipeline().resize().resizedHeight();
    int width = recipe.pipeline().resize().resizedWidth();
    return new Image(height, width, new byte[3 * height * width]);
  }
}
