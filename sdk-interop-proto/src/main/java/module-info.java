/** Messages of ONNX and Caffe, for {@code dev.alexandrite.interop} alone. */
module dev.alexandrite.interop.proto {
  requires transitive com.google.protobuf;

  // protobuf-java sets the fields of a text file by reflection.
  exports dev.alexandrite.interop.proto.caffe to
      com.google.protobuf,
      dev.alexandrite.interop;
  exports dev.alexandrite.interop.proto.onnx to
      dev.alexandrite.interop;
}
