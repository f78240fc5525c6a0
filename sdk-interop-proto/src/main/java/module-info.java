/** Messages of ONNX and Caffe, for {@code dev.alexandrite.interop} alone. */
module dev.alexandrite.interop.proto {
  requires transitive com.google.protobuf;

  exports dev.alexandrite.interop.proto.caffe to
      dev.alexandrite.interop;
  exports dev.alexandrite.interop.proto.onnx to
      dev.alexandrite.interop;
}
