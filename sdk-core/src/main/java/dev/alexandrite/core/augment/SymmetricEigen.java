package dev.alexandrite.core.augment;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations (Golub and Van
 * Loan, "Matrix Computations", section 8.5): exact to the last digits, and the same on every
 * machine.
 */
final class SymmetricEigen {
  private static final int MAX_SWEEPS = 50;

  private final double[] values;
  private final double[][] vectors;

  private SymmetricEigen(double[] values, double[][] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  static SymmetricEigen of(double[][] symmetric) {
    int size = symmetric.length;
    double[][] matrix = new double[size][];
    double[][] vectors = new double[size][size];
    for (int i = 0; i < size; i++) {
      matrix[i] = symmetric[i].clone();
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < MAX_SWEEPS && !isDiagonal(matrix); sweep++) {
      for (int p = 0; p < size - 1; p++) {
        for (int q = p + 1; q < size; q++) {
          rotate(matrix, vectors, p, q);
        }
      }
    }
    return sorted(matrix, vectors);
  }

  /** An eigenvalue; 0 is the largest. */
  double value(int component) {
    return values[component];
  }

  /** An element of its eigenvector, which has length 1 and a positive largest element. */
  double vector(int component, int element) {
    return vectors[component][element];
  }

  private static boolean isDiagonal(double[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < i; j++) {
        // What is below the rounding of both diagonal elements changes neither.
        double small = Math.abs(matrix[i][j]);
        if (Math.abs(matrix[i][i]) + small != Math.abs(matrix[i][i])
            || Math.abs(matrix[j][j]) + small != Math.abs(matrix[j][j])) {
          return false;
        }
      }
    }
    return true;
  }

  /** Turns axes p and q so that element (p, q) becomes zero; vectors are kept as rows. */
  private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
    if (matrix[p][q] == 0) {
      return;
    }
    double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    double tangent = Math.signum(theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    if (theta == 0) {
      tangent = 1;
    }
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    for (int k = 0; k < matrix.length; k++) {
      double kp = matrix[k][p];
      matrix[k][p] = cosine * kp - sine * matrix[k][q];
      matrix[k][q] = sine * kp + cosine * matrix[k][q];
    }
    combine(matrix[p], matrix[q], cosine, sine);
    combine(vectors[p], vectors[q], cosine, sine);
  }

  private static void combine(double[] rowP, double[] rowQ, double cosine, double sine) {
    for (int k = 0; k < rowP.length; k++) {
      double kp = rowP[k];
      rowP[k] = cosine * kp - sine * rowQ[k];
      rowQ[k] = sine * kp + cosine * rowQ[k];
    }
  }

  private static SymmetricEigen sorted(double[][] matrix, double[][] vectors) {
    int size = matrix.length;
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = matrix[i][i];
    }
    for (int i = 1; i < size; i++) {
      for (int j = i; j > 0 && values[j] > values[j - 1]; j--) {
        double value = values[j];
        values[j] = values[j - 1];
        values[j - 1] = value;
        double[] vector = vectors[j];
        vectors[j] = vectors[j - 1];
        vectors[j - 1] = vector;
      }
    }
    for (double[] vector : vectors) {
      makeLargestPositive(vector);
    }
    return new SymmetricEigen(values, vectors);
  }

  /** An eigenvector is determined up to its sign. */
  private static void makeLargestPositive(double[] vector) {
    double largest = 0;
    for (double component : vector) {
      largest = Math.abs(component) > Math.abs(largest) ? component : largest;
    }
    if (largest < 0) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = -vector[i];
      }
    }
  }
}
