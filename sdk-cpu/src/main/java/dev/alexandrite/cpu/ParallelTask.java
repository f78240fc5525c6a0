package dev.alexandrite.cpu;

import dev.alexandrite.ComputePool;

/** Work cut into numbered tasks, as plans write it. */
interface ParallelTask extends ComputePool.Task {}
