package dev.alexandrite.core.devices;

/**
 * Adds up a bucket over all devices, in the order of the batch's tree: every device adds up one
 * segment of each gradient, then all exchange the sums.
 */
final class AllReduce {
  private final Channel channel;
  private final TreeSum sum;
  private final int[] termsOf;
  private final float[][] terms;

  AllReduce(Channel channel, LeafShares shares) {
    this.channel = channel;
    this.sum = new TreeSum(shares.allSpans());
    this.termsOf = new int[channel.size()];
    for (int rank = 0; rank < termsOf.length; rank++) {
      termsOf[rank] = shares.spans(rank).size();
    }
    this.terms = new float[sum.terms()][];
  }

  void run(Bucket bucket) {
    for (int to = 0; to < channel.size(); to++) {
      if (to != channel.rank()) {
        postTerms(bucket, to);
      }
    }
    for (int gradient = 0; gradient < bucket.size(); gradient++) {
      addSegment(bucket, gradient);
    }
    channel.settle();
    for (int to = 0; to < channel.size(); to++) {
      if (to != channel.rank()) {
        postSums(bucket, to);
      }
    }
    for (int from = 0; from < channel.size(); from++) {
      if (from != channel.rank()) {
        takeSums(bucket, from);
      }
    }
    channel.settle();
  }

  private void postTerms(Bucket bucket, int to) {
    for (int gradient = 0; gradient < bucket.size(); gradient++) {
      for (float[] term : bucket.terms(gradient)) {
        int first = segment(to, term.length);
        channel.post(to, term, first, 0, segment(to + 1, term.length) - first, 1);
      }
    }
  }

  private void addSegment(Bucket bucket, int gradient) {
    int at = 0;
    for (int from = 0; from < channel.size(); from++) {
      for (int term = 0; term < termsOf[from]; term++) {
        terms[at++] =
            from == channel.rank() ? bucket.terms(gradient)[term] : channel.take(from).array();
      }
    }
    float[] total = bucket.total(gradient);
    int rank = channel.rank();
    sum.add(terms, segment(rank, total.length), segment(rank + 1, total.length), total);
    for (int from = 0; from < channel.size(); from++) {
      for (int term = 0; from != rank && term < termsOf[from]; term++) {
        channel.done(from);
      }
    }
  }

  private void postSums(Bucket bucket, int to) {
    for (int gradient = 0; gradient < bucket.size(); gradient++) {
      float[] total = bucket.total(gradient);
      int first = segment(channel.rank(), total.length);
      int end = segment(channel.rank() + 1, total.length);
      channel.post(to, total, first, 0, end - first, 1);
    }
  }

  private void takeSums(Bucket bucket, int from) {
    for (int gradient = 0; gradient < bucket.size(); gradient++) {
      float[] total = bucket.total(gradient);
      channel.take(from).copyTo(total, segment(from, total.length), 0);
      channel.done(from);
    }
  }

  /** Where a device's segment of so many elements begins; that of the one after ends it. */
  static int segment(int rank, int elements, int devices) {
    return (int) ((long) elements * rank / devices);
  }

  private int segment(int rank, int elements) {
    return segment(rank, elements, channel.size());
  }
}
