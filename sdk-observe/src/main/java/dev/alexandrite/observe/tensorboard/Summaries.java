package dev.alexandrite.observe.tensorboard;

import dev.alexandrite.SafeText;
import dev.alexandrite.observe.picture.Pictures;
import java.awt.image.BufferedImage;

/** The values of one event (tensorflow/core/framework/summary.proto), each under a tag. */
final class Summaries {
  private static final int RGB = 3;

  private final Message message = new Message();

  Summaries scalar(String tag, double number) {
    return add(tag, new Message().real(2, (float) number));
  }

  Summaries histogram(String tag, Histogram histogram) {
    return add(tag, new Message().message(5, histogram.toMessage()));
  }

  Summaries image(String tag, BufferedImage picture) {
    Message image =
        new Message()
            .integer(1, picture.getHeight())
            .integer(2, picture.getWidth())
            .integer(3, RGB)
            .bytes(4, Pictures.png(picture));
    return add(tag, new Message().message(4, image));
  }

  /** What a plug-in of TensorBoard reads; it has no value beside. */
  Summaries plugin(String tag, String name, Message content) {
    Message data = new Message().text(1, name).bytes(2, content.toBytes());
    return add(tag, new Message().message(9, new Message().message(1, data)));
  }

  private Summaries add(String tag, Message value) {
    message.message(1, value.text(1, SafeText.of(tag)));
    return this;
  }

  Message toMessage() {
    return message;
  }
}
