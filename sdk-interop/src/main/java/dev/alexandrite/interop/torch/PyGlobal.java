package dev.alexandrite.interop.torch;

/** The name of a class or a function, which is never looked up. */
record PyGlobal(String module, String name) {
  String path() {
    return module + "." + name;
  }

  /** By Python's convention classes begin with a capital. */
  boolean isClass() {
    String last = name.substring(name.lastIndexOf('.') + 1);
    for (int i = 0; i < last.length(); i++) {
      if (last.charAt(i) != '_') {
        return Character.isUpperCase(last.charAt(i));
      }
    }
    return false;
  }

  String topModule() {
    int dot = module.indexOf('.');
    return dot < 0 ? module : module.substring(0, dot);
  }
}
