package dev.alexandrite.core.plan;

import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random directed graphs with additions, concatenations, shared parameters and fan-out. */
final class RandomNetworks {
  static final int CLASSES = 3;
  static final int CHANNELS = 2;
  static final int HEIGHT = 5;
  static final int WIDTH = 4;

  private RandomNetworks() {}

  /** A network of some ten nodes; everything in it is smooth, so that differences are gradients. */
  static Network network(long seed) {
    Random random = new Random(seed);
    Shape input = Shape.image(CHANNELS, HEIGHT, WIDTH);
    NetworkBuilder builder = Network.builder("random", input);
    List<String> maps = new ArrayList<>(List.of("input"));
    String owner = "";
    int nodes = 4 + random.nextInt(7);
    for (int i = 0; i < nodes; i++) {
      String a = maps.get(random.nextInt(maps.size()));
      String b = maps.get(random.nextInt(maps.size()));
      String name = "n" + i;
      switch (random.nextInt(9)) {
        case 0 -> builder.add(name, a, b);
        case 1 -> {
          builder.concat(name + "-join", a, b);
          builder.add(name, convolution(), name + "-join");
        }
        case 2 -> builder.activation(name, Activation.TANH, a);
        case 3 -> builder.activation(name, Activation.GELU, a);
        case 4 -> builder.add(name, LocalResponseNorm.of(3).alpha(0.5), a);
        case 5 -> builder.add(name, BatchNorm.of(), a);
        case 6 -> {
          if (owner.isEmpty()) {
            builder.add(name, convolution(), a);
            owner = name;
          } else {
            builder.shared(name, convolution(), owner, a);
          }
        }
        default -> builder.add(name, convolution(), a);
      }
      maps.add(name);
    }
    join(builder, maps);
    return builder.build();
  }

  /** A network of a few blocks of general operators; smooth as well. */
  static Network generalNetwork(long seed) {
    Random random = new Random(seed);
    NetworkBuilder builder = Network.builder("general", Shape.image(CHANNELS, HEIGHT, WIDTH));
    builder.add("stem", convolution(), Network.INPUT);
    List<String> maps = new ArrayList<>(List.of("stem"));
    int blocks = 3 + random.nextInt(3);
    for (int i = 0; i < blocks; i++) {
      GeneralBlock block = GeneralBlock.values()[random.nextInt(GeneralBlock.values().length)];
      String a = maps.get(random.nextInt(maps.size()));
      String b = maps.get(random.nextInt(maps.size()));
      String name = "b" + i;
      builder.composite(name, (scope, in) -> block.expand(scope, in.get(0), in.get(1)), a, b);
      maps.add(name);
    }
    join(builder, maps);
    return builder.build();
  }

  /** Adds up every map, so that no node is unused, and classifies the sum. */
  private static void join(NetworkBuilder builder, List<String> maps) {
    if (maps.size() == 1) {
      maps.add(maps.getFirst());
    }
    builder.add("sum", maps.toArray(String[]::new));
    builder.activation("squash", Activation.TANH, "sum");
    builder.averagePool("pool", AveragePool.of(2, 2), "squash");
    builder.flatten("flat", "pool");
    builder.linear("logits", Linear.of(CLASSES), "flat");
  }

  static Conv2d convolution() {
    Initializer he = new Initializer.HeNormal();
    return Conv2d.of(CHANNELS, 3).pad(1).weights(he);
  }
}
