module com.example.shapes {
  requires dev.alexandrite.cpu;
}
