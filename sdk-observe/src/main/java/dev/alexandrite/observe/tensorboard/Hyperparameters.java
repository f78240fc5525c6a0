package dev.alexandrite.observe.tensorboard;

import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Lamb;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.RmsProp;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.TrainingConfig;

/** What TensorBoard's plug-in hparams compares runs by (tensorboard/plugins/hparams). */
final class Hyperparameters {
  private static final String PLUGIN = "hparams";
  private static final int START_INFO = 3;
  private static final int END_INFO = 4;
  private static final int SUCCESS = 1;
  private static final int FAILURE = 2;

  private Hyperparameters() {}

  static Summaries start(TrainingConfig config) {
    Message info = new Message();
    number(info, "epochs", config.epochs());
    number(info, "batch_size", config.batchSize());
    text(info, "seed", String.valueOf(config.seed())); // 64 bits, which no double has
    text(info, "network", config.model().network().name());
    Optimizer optimizer = config.optimizer();
    text(info, "optimizer", optimizer.getClass().getSimpleName());
    number(info, "learning_rate", optimizer.learningRate());
    number(info, "weight_decay", optimizer.weightDecay());
    switch (optimizer) {
      case Sgd sgd -> number(info, "momentum", sgd.momentum());
      case AdamW adam -> {
        number(info, "beta1", adam.beta1());
        number(info, "beta2", adam.beta2());
      }
      case Lamb lamb -> {
        number(info, "beta1", lamb.beta1());
        number(info, "beta2", lamb.beta2());
      }
      case RmsProp rms -> {
        number(info, "square_decay", rms.squareDecay());
        number(info, "momentum", rms.momentum());
      }
    }
    number(info, "label_smoothing", config.objective().labelSmoothing());
    return summary("session_start_info", START_INFO, info.real(5, now()));
  }

  static Summaries end(boolean success) {
    Message info = new Message().integer(1, success ? SUCCESS : FAILURE).real(2, now());
    return summary("session_end_info", END_INFO, info);
  }

  private static Summaries summary(String tag, int field, Message info) {
    Message data = new Message().integer(1, 0).message(field, info);
    return new Summaries().plugin("_hparams_/" + tag, PLUGIN, data);
  }

  private static void number(Message info, String name, double value) {
    info.entry(1, name, new Message().real(2, value));
  }

  private static void text(Message info, String name, String value) {
    info.entry(1, name, new Message().text(3, value));
  }

  private static double now() {
    return System.currentTimeMillis() / 1000.0;
  }
}
