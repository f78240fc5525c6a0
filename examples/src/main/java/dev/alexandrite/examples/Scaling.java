package dev.alexandrite.examples;

import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.ScalingEstimate;
import java.io.PrintStream;

/**
 * Estimates how fast a network would train on 1 to 64 devices, by arithmetic alone.
 *
 * <pre>
 * examples/run Scaling
 * examples/run Scaling --preset paper --batch 1024 --speed 2000 --link 12e9
 *
 * --preset torchvision  tiny, paper, release2012, caffe, oneTower or torchvision
 * --batch 128           images of a batch, all devices together
 * --speed 90            images per second of one device in training
 * --link 1e9            bytes per second of each device's link
 * </pre>
 *
 * <p>Expected output: one line for each scheme and number of devices that can divide the network,
 * with what a device sends in a step and the images per second of all devices together.
 */
public final class Scaling {
  private Scaling() {}

  /**
   * Runs the example.
   *
   * @param arguments the options above
   */
  public static void main(String... arguments) {
    Example.start(Scaling::run, arguments);
  }

  static void run(Options options, PrintStream out) {
    AlexNet net = options.choice("preset", "torchvision", TrainAlexNet.PRESETS).get().build();
    int batch = options.integer("batch", 128);
    double speed = options.number("speed", 90);
    double link = options.number("link", 1e9);
    options.refuseUnknown();
    for (ScalingEstimate estimate : ScalingEstimate.of(net, batch, speed, link)) {
      out.println(estimate);
    }
  }
}
