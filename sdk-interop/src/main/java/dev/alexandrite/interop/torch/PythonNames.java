package dev.alexandrite.interop.torch;

import java.util.Set;

/**
 * Which classes and functions a pickle may name. Of the standard library those that only hold
 * values; of other libraries and of applications any class, since it becomes an object without
 * behaviour, but no call of a function.
 */
final class PythonNames {
  /** Become objects without behaviour, even where the pickle calls them. */
  private static final Set<String> VALUES =
      Set.of(
          "_codecs.encode",
          "argparse.Namespace",
          "collections.Counter",
          "collections.deque",
          "copy_reg._reconstructor",
          "copyreg._reconstructor",
          "datetime.date",
          "datetime.datetime",
          "datetime.time",
          "datetime.timedelta",
          "datetime.timezone",
          "decimal.Decimal",
          "fractions.Fraction",
          "functools.partial",
          "numpy._core.multiarray._reconstruct",
          "numpy._core.multiarray.scalar",
          "numpy.core.multiarray._reconstruct",
          "numpy.core.multiarray.scalar",
          "numpy.dtype",
          "numpy.ndarray",
          "pathlib.Path",
          "pathlib.PosixPath",
          "pathlib.PurePath",
          "pathlib.PurePosixPath",
          "pathlib.PureWindowsPath",
          "pathlib.WindowsPath",
          "pathlib._local.PosixPath",
          "pathlib._local.WindowsPath",
          "torch.device",
          "types.SimpleNamespace",
          "uuid.UUID");

  /** The same of the built-in names, which Python 2 keeps in another module. */
  private static final Set<String> BUILTINS =
      Set.of(
          "bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "list",
          "long", "object", "range", "set", "slice", "str", "tuple", "unicode", "xrange");

  /** Modules of Python's standard library by the beginning of their names. */
  private static final Set<String> STANDARD_LIBRARY =
      Set.of(
          "_codecs", "_ctypes", "_imp", "_io", "_operator", "_pickle", "_posixsubprocess",
          "_socket", "_thread", "_winapi", "argparse", "ast", "asyncio", "asyncore", "atexit", "bdb",
          "bz2", "cPickle", "cProfile", "cgi", "code", "codecs", "codeop", "collections", "commands",
          "concurrent", "configparser", "contextlib", "copy", "copy_reg", "copyreg", "csv", "ctypes",
          "curses", "datetime", "dbm", "decimal", "difflib", "dis", "distutils", "doctest", "email",
          "ensurepip", "enum", "fcntl", "fileinput", "fractions", "ftplib", "functools", "gc",
          "getpass", "glob", "gzip", "hashlib", "http", "idlelib", "imaplib", "imp", "importlib",
          "inspect", "io", "itertools", "json", "lib2to3", "linecache", "logging", "lzma", "mailcap",
          "marshal", "mmap", "modulefinder", "msvcrt", "multiprocessing", "netrc", "nntplib", "nt",
          "ntpath", "operator", "optparse", "os", "pathlib", "pdb", "pickle", "pip", "pipes",
          "pkgutil", "platform", "plistlib", "popen2", "poplib", "posix", "posixpath", "pprint",
          "profile", "pstats", "pty", "pyclbr", "pydoc", "queue", "random", "re", "readline",
          "reprlib", "requests", "resource", "rlcompleter", "runpy", "sched", "selectors",
          "setuptools", "shelve", "shlex", "shutil", "signal", "site", "smtpd", "smtplib", "socket",
          "socketserver", "sqlite3", "ssl", "string", "struct", "subprocess", "sys", "sysconfig",
          "syslog", "tarfile", "telnetlib", "tempfile", "test", "textwrap", "threading", "time",
          "timeit", "tkinter", "trace", "traceback", "tty", "turtle", "types", "unittest", "urllib",
          "urllib2", "uuid", "venv", "warnings", "wave", "weakref", "webbrowser", "winreg",
          "wsgiref", "xml", "xmlrpc", "zipapp", "zipfile", "zipimport");

  private PythonNames() {}

  /** Whether it is one of Python's own classes of values. */
  static boolean isBuiltIn(PyGlobal global) {
    return (global.module().equals("builtins") || global.module().equals("__builtin__"))
        && BUILTINS.contains(global.name());
  }

  /** Whether the pickle may name it. */
  static boolean mayBeNamed(PyGlobal global) {
    if (isBuiltIn(global) || VALUES.contains(global.path())) {
      return true;
    }
    return !STANDARD_LIBRARY.contains(global.topModule())
        && !global.module().equals("builtins")
        && !global.module().equals("__builtin__");
  }

  /** Whether the pickle may call it. */
  static boolean mayBeCalled(PyGlobal global) {
    return isBuiltIn(global) || VALUES.contains(global.path()) || global.isClass();
  }
}
