package dev.alexandrite.classify;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.Engines;
import java.io.IOException;
import java.io.InputStream;

/** Loads classifiers of what lies beside an application's classes. */
final class ClassPathArchive {
  private ClassPathArchive() {}

  static Classifier load(Class<?> owner, String resource, ClassifierOptions options) {
    String name = "resource " + resource + " of " + owner.getName();
    try (InputStream archive = owner.getResourceAsStream(resource)) {
      if (archive == null) {
        throw new CheckpointException(
            name
                + ": there is none; look whether the jar has it under that name, which begins with"
                + " a slash unless it lies in the package of the class"
                + hint(owner));
      }
      return Engines.load(ClassifierEngine.class, options.classLoader())
          .load(name, archive, options);
    } catch (IOException e) {
      throw new CheckpointException(name + " cannot be closed: " + e, e);
    }
  }

  private static String hint(Class<?> owner) {
    return owner.getModule().isNamed()
        ? "; in a package of the module "
            + owner.getModule().getName()
            + " it is seen only if the module opens that package: put it at the root, or give its"
            + " stream"
        : "";
  }
}
