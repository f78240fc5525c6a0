package dev.alexandrite.core.augment;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Workspaces, lent to one call at a time. They belong to the pool, not to the threads that call: an
 * application's thread keeps nothing of this SDK when the call is over.
 */
final class WorkspacePool {
  /** More calls at a time make workspaces of their own. */
  private static final int KEPT = 64;

  private final AtomicReferenceArray<Workspace> free = new AtomicReferenceArray<>(KEPT);

  Workspace take() {
    for (int i = 0; i < KEPT; i++) {
      if (free.getPlain(i) != null) {
        Workspace workspace = free.getAndSet(i, null);
        if (workspace != null) {
          return workspace;
        }
      }
    }
    return new Workspace();
  }

  void giveBack(Workspace workspace) {
    for (int i = 0; i < KEPT; i++) {
      if (free.getPlain(i) == null && free.compareAndSet(i, null, workspace)) {
        return;
      }
    }
  }
}
