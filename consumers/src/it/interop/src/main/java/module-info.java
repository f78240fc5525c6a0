module com.example.exchange {
  requires dev.alexandrite.cpu;
  requires dev.alexandrite.interop;
  requires dev.alexandrite.observe; // without Micrometer
}
