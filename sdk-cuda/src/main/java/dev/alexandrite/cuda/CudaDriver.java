package dev.alexandrite.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * NVIDIA's driver, asked for what it is and what it drives, without ND4J, which fails to load where
 * something is amiss. No context is made and no memory is taken on a device.
 */
final class CudaDriver {
  private static final int SUCCESS = 0;
  private static final int NO_DEVICE = 100;
  private static final int MAJOR = 75;
  private static final int MINOR = 76;
  private static final int LONGEST_NAME = 256;

  private final SymbolLookup library;
  private final Arena arena;

  private CudaDriver(SymbolLookup library, Arena arena) {
    this.library = library;
    this.arena = arena;
  }

  /** What the driver says, or why it says nothing. */
  @SuppressWarnings("restricted") // the driver's own library, asked for its version and devices
  static CudaFacts ask() {
    String name =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")
            ? "nvcuda.dll"
            : "libcuda.so.1";
    try (Arena arena = Arena.ofConfined()) {
      return new CudaDriver(SymbolLookup.libraryLookup(name, arena), arena).facts();
    } catch (IllegalArgumentException e) {
      return CudaFacts.noDriver(name + " was not found");
    } catch (CallFailed e) {
      return CudaFacts.noDriver(name + ": " + e.getMessage());
    }
  }

  private CudaFacts facts() {
    int answer = call("cuInit", 0);
    if (answer == NO_DEVICE) {
      return new CudaFacts("", version(), List.of());
    }
    require("cuInit", answer);
    MemorySegment count = arena.allocate(JAVA_INT);
    require("cuDeviceGetCount", call("cuDeviceGetCount", count));
    List<CudaDevice> devices = new ArrayList<>();
    for (int number = 0; number < count.get(JAVA_INT, 0); number++) {
      devices.add(device(number));
    }
    return new CudaFacts("", version(), devices);
  }

  private int version() {
    MemorySegment version = arena.allocate(JAVA_INT);
    require("cuDriverGetVersion", call("cuDriverGetVersion", version));
    return version.get(JAVA_INT, 0);
  }

  private CudaDevice device(int number) {
    MemorySegment handle = arena.allocate(JAVA_INT);
    require("cuDeviceGet", call("cuDeviceGet", handle, number));
    int device = handle.get(JAVA_INT, 0);
    MemorySegment name = arena.allocate(LONGEST_NAME);
    require("cuDeviceGetName", call("cuDeviceGetName", name, LONGEST_NAME, device));
    MemorySegment bytes = arena.allocate(JAVA_LONG);
    require("cuDeviceTotalMem", call("cuDeviceTotalMem_v2", bytes, device));
    return new CudaDevice(
        number,
        name.getString(0),
        attribute(MAJOR, device),
        attribute(MINOR, device),
        bytes.get(JAVA_LONG, 0));
  }

  private int attribute(int attribute, int device) {
    MemorySegment value = arena.allocate(JAVA_INT);
    require("cuDeviceGetAttribute", call("cuDeviceGetAttribute", value, attribute, device));
    return value.get(JAVA_INT, 0);
  }

  /** Calls a function of addresses and ints. */
  @SuppressWarnings("restricted") // functions of the driver's documented interface
  private int call(String function, Object... arguments) {
    MemorySegment address =
        library.find(function).orElseThrow(() -> new CallFailed(function + " is missing"));
    MemoryLayout[] layouts = new MemoryLayout[arguments.length];
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = arguments[i] instanceof MemorySegment ? ADDRESS : JAVA_INT;
    }
    MethodHandle handle =
        Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(JAVA_INT, layouts));
    try {
      return (int) handle.invokeWithArguments(arguments);
    } catch (Throwable e) { // what a method handle declares; the function itself throws nothing
      throw new CallFailed(function + " could not be called: " + e);
    }
  }

  private static void require(String function, int answer) {
    if (answer != SUCCESS) {
      throw new CallFailed(function + " answered with error " + answer);
    }
  }

  /** The driver is there and does not work. */
  private static final class CallFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    CallFailed(String message) {
      super(message);
    }
  }
}
