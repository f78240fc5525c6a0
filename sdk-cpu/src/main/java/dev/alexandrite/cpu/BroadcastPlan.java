package dev.alexandrite.cpu;

import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.RunState;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plan whose output elements depend each on one element of every input, which are repeated to the
 * output's shape. The output is written as it lies in memory, piece by piece; what lies otherwise
 * is copied together first, while the piece is in the first-level cache.
 */
abstract class BroadcastPlan extends SimdPlan {
  /** Elements in one task. */
  private static final int CHUNK = 1 << 14;

  /** Elements that are copied together. */
  private static final int PIECE = 1 << 10;

  /** The shortest run along an axis that is worth a piece of its own. */
  private static final int LONG = 64;

  private final Walk walk;
  private final boolean[] flat;
  private final boolean alongRuns;
  private final int longest;
  private final Piece[] pieces;
  private final ParallelTask task = this::chunk;
  private int total;
  private int run;
  private int rows;

  BroadcastPlan(String algorithm, WorkerPool pool, Operand output, List<Operand> inputs) {
    super(algorithm, pool);
    this.walk =
        Walk.of(
            output.batched(),
            output.shape(),
            Stream.concat(
                    Stream.of(Strides.of(output)),
                    inputs.stream().map(input -> Strides.broadcast(input, output.shape())))
                .toArray(Strides[]::new));
    this.flat = new boolean[inputs.size()];
    boolean copies = false;
    for (int i = 0; i < flat.length; i++) {
      flat[i] = walk.alike(0, i + 1);
      copies |= !flat[i];
    }
    this.alongRuns = walk.size(walk.last(), 1) >= LONG;
    this.longest = copies ? PIECE : CHUNK;
    this.pieces = new Piece[pool.threads()];
    for (int worker = 0; worker < pieces.length; worker++) {
      pieces[worker] = new Piece(worker, flat.length, copies ? PIECE : 0);
    }
  }

  /** Where a worker finds the operands of its piece. */
  static final class Piece {
    /** The key to scratch memory. */
    final int worker;

    final float[][] arrays;
    final int[] at;
    private final float[][] copies;

    Piece(int worker, int inputs, int size) {
      this.worker = worker;
      this.arrays = new float[inputs][];
      this.at = new int[inputs];
      this.copies = new float[inputs][size];
    }
  }

  @Override
  void compute(RunState state) {
    rows = state.rows;
    total = walk.total(rows);
    run = walk.size(walk.last(), rows);
    parallel(task, Math.ceilDiv(total, CHUNK));
  }

  private void chunk(int chunk, int worker) {
    int end = Math.min((chunk + 1) * CHUNK, total);
    Piece piece = pieces[worker];
    int count;
    for (int from = chunk * CHUNK; from < end; from += count) {
      count = Math.min(longest, end - from);
      if (alongRuns) {
        count = Math.min(count, run - from % run);
      }
      for (int i = 0; i < flat.length; i++) {
        locate(piece, i, from, count);
      }
      elements(piece, output(0).array(), output(0).offset() + from, count);
    }
  }

  private void locate(Piece piece, int i, int from, int count) {
    CpuBuffer x = input(i);
    if (flat[i] || (alongRuns && walk.stride(i + 1, walk.last()) == 1)) {
      piece.arrays[i] = x.array();
      piece.at[i] = x.offset() + (flat[i] ? from : walk.offset(i + 1, from));
    } else {
      walk.gather(i + 1, x.array(), x.offset(), from, count, piece.copies[i], 0);
      piece.arrays[i] = piece.copies[i];
      piece.at[i] = 0;
    }
  }

  /** Computes {@code count} elements of y from the inputs' places in {@code piece}. */
  abstract void elements(Piece piece, float[] y, int yAt, int count);
}
