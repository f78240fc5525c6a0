package dev.alexandrite.core.augment;

import dev.alexandrite.augment.Interpolation;
import dev.alexandrite.augment.Rgb;

/**
 * Shears, moves and turns pictures as torchvision does with Pillow's {@code Image.transform}: pixel
 * (x, y) of the result is what the picture has at {@code (a·x + b·y + c, d·x + e·y + f)}, all of
 * them middles of pixels; what lies outside is filled.
 *
 * <p>Mutable, one for each thread.
 */
final class Affine {
  private static final double FIXED_ONE = 65536;
  private static final double FIXED_LIMIT = 32768;
  private static final double DECIMALS = 1e15;

  private Raster picture = new Raster();
  private Interpolation interpolation = Interpolation.NEAREST;
  private Rgb fill = Rgb.BLACK;
  private double a;
  private double b;
  private double c;
  private double d;
  private double e;
  private double f;

  /** What is changed, and how. */
  Affine of(Raster changed, Interpolation by, Rgb outside) {
    picture = changed;
    interpolation = by;
    fill = outside;
    return this;
  }

  /** Moves every row to the left by a part of its distance from the top. */
  void shearX(double part) {
    transform(1, part, 0, 0, 1, 0);
  }

  /** Moves every column up by a part of its distance from the left. */
  void shearY(double part) {
    transform(1, 0, 0, part, 1, 0);
  }

  /** Moves to the right and down. */
  void translate(int right, int down) {
    transform(1, 0, -right, 0, 1, -down);
  }

  /** Turns about the middle, counter-clockwise. */
  void rotate(double degrees) {
    double turn = degrees % 360;
    double angle = -StrictMath.toRadians(turn < 0 ? turn + 360 : turn);
    double cosine = rounded(StrictMath.cos(angle));
    double sine = rounded(StrictMath.sin(angle));
    double middleX = picture.width / 2.0;
    double middleY = picture.height / 2.0;
    transform(
        cosine,
        sine,
        cosine * -middleX + sine * -middleY + middleX,
        -sine,
        cosine,
        -sine * -middleX + cosine * -middleY + middleY);
  }

  /** To 15 decimals as in Pillow, so that a right angle has a cosine of 0. */
  private static double rounded(double value) {
    double near = Math.rint(value * DECIMALS);
    double error = Math.fma(value, DECIMALS, -near); // the product was rounded, too
    return (near + Math.rint(error)) / DECIMALS;
  }

  private void transform(
      double newA, double newB, double newC, double newD, double newE, double newF) {
    a = newA;
    b = newB;
    c = newC;
    d = newD;
    e = newE;
    f = newF;
    int height = picture.height;
    int width = picture.width;
    byte[] to = picture.spare(height, width);
    if (interpolation == Interpolation.BILINEAR) {
      mix(to);
    } else if ((b == 0 && d == 0) || !fitsFixed()) {
      takeNearest(to);
    } else {
      takeNearestByFixedPoint(to);
    }
    picture.takeSpare(height, width);
  }

  private boolean fitsFixed() {
    return fitsFixed(0, 0)
        && fitsFixed(picture.width, 0)
        && fitsFixed(0, picture.height)
        && fitsFixed(picture.width, picture.height);
  }

  private boolean fitsFixed(int x, int y) {
    return Math.abs(a * x + b * y + c) < FIXED_LIMIT && Math.abs(d * x + e * y + f) < FIXED_LIMIT;
  }

  /** Places are added up pixel by pixel, as Pillow does, and their rounding errors with them. */
  private void takeNearest(byte[] to) {
    double rowX = c + b * 0.5 + a * 0.5;
    double rowY = f + e * 0.5 + d * 0.5;
    int at = 0;
    for (int y = 0; y < picture.height; y++) {
      double placeX = rowX;
      double placeY = rowY;
      for (int x = 0; x < picture.width; x++) {
        take(to, at, cell(placeX), cell(placeY));
        at += 3;
        placeX += a;
        placeY += d;
      }
      rowX += b;
      rowY += e;
    }
  }

  private static int cell(double place) {
    return place < 0 ? -1 : (int) place;
  }

  /** The same with 16 bits behind the point, which Pillow uses unless rows and columns stay. */
  private void takeNearestByFixedPoint(byte[] to) {
    int right = fixed(a);
    int rightY = fixed(d);
    int down = fixed(b);
    int downY = fixed(e);
    int rowX = fixed(c + a * 0.5 + b * 0.5);
    int rowY = fixed(f + d * 0.5 + e * 0.5);
    int at = 0;
    for (int y = 0; y < picture.height; y++) {
      int placeX = rowX;
      int placeY = rowY;
      for (int x = 0; x < picture.width; x++) {
        take(to, at, placeX >> 16, placeY >> 16);
        at += 3;
        placeX += right;
        placeY += rightY;
      }
      rowX += down;
      rowY += downY;
    }
  }

  private static int fixed(double value) {
    return (int) Math.floor(value * FIXED_ONE + 0.5);
  }

  private void take(byte[] to, int at, int x, int y) {
    if (x >= 0 && x < picture.width && y >= 0 && y < picture.height) {
      int from = 3 * (y * picture.width + x);
      to[at] = picture.rgb[from];
      to[at + 1] = picture.rgb[from + 1];
      to[at + 2] = picture.rgb[from + 2];
    } else {
      fill(to, at);
    }
  }

  private void fill(byte[] to, int at) {
    to[at] = (byte) fill.red();
    to[at + 1] = (byte) fill.green();
    to[at + 2] = (byte) fill.blue();
  }

  /** Between the middles of four pixels; those of the border are repeated outwards. */
  private void mix(byte[] to) {
    int height = picture.height;
    int width = picture.width;
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double placeX = a * (x + 0.5) + b * (y + 0.5) + c;
        double placeY = d * (x + 0.5) + e * (y + 0.5) + f;
        if (placeX < 0 || placeX >= width || placeY < 0 || placeY >= height) {
          fill(to, at);
        } else {
          mix(placeX - 0.5, placeY - 0.5, to, at);
        }
        at += 3;
      }
    }
  }

  private void mix(double placeX, double placeY, byte[] to, int at) {
    int left = (int) Math.floor(placeX);
    int top = (int) Math.floor(placeY);
    double partX = placeX - left;
    double partY = placeY - top;
    int upper = Math.max(top, 0) * picture.width;
    int lower = Math.min(top + 1, picture.height - 1) * picture.width;
    int first = Math.max(left, 0);
    int second = Math.min(left + 1, picture.width - 1);
    for (int channel = 0; channel < 3; channel++) {
      double above = between(upper + first, upper + second, channel, partX);
      double below = between(lower + first, lower + second, channel, partX);
      to[at + channel] = (byte) (int) (above + (below - above) * partY);
    }
  }

  private double between(int first, int second, int channel, double part) {
    int from = picture.rgb[3 * first + channel] & 0xFF;
    int to = picture.rgb[3 * second + channel] & 0xFF;
    return from + (to - from) * part;
  }
}
