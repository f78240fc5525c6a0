package dev.alexandrite.cpu;

/** Work cut into numbered tasks that may run at the same time. */
interface ParallelTask {
  /**
   * Runs one task.
   *
   * @param task its number
   * @param worker who runs it, from 0 to the pool's threads - 1: the key to scratch memory
   */
  void execute(int task, int worker);
}
