package com.example.photographs;

import com.example.photographs.sdk.AlexandriteProperties;
import com.example.photographs.sdk.Gate;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns uploads away that there is no room for, before their bytes are read. A form is read before
 * anybody looks at its address, so every form counts, wherever it goes.
 */
@Component
final class AdmissionFilter extends OncePerRequestFilter {
  private static final byte[] FULL =
      "{\"error\":\"too many uploads wait; try again later\"}".getBytes(StandardCharsets.UTF_8);

  private final Gate gate;
  private final AlexandriteProperties properties;

  AdmissionFilter(Gate gate, AlexandriteProperties properties) {
    this.gate = gate;
    this.properties = properties;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String type = request.getContentType();
    return type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!gate.enter()) {
      response.setHeader("Retry-After", Long.toString(properties.retryAfter().toSeconds()));
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.getOutputStream().write(FULL);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      gate.leave();
    }
  }
}
