package com.example.photographs;

import com.example.photographs.sdk.AlexandriteProperties;
import com.example.photographs.sdk.Gate;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns uploads away that there is no room for, before their bytes are read. */
@Component
final class AdmissionFilter extends OncePerRequestFilter {
  private final Gate gate;
  private final AlexandriteProperties properties;

  AdmissionFilter(Gate gate, AlexandriteProperties properties) {
    this.gate = gate;
    this.properties = properties;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().endsWith(ClassifyController.PATH);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!gate.enter()) {
      response.setHeader("Retry-After", Long.toString(properties.retryAfter().toSeconds()));
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      response.setContentType("application/json");
      response.getWriter().write("{\"error\":\"too many uploads wait; try again later\"}");
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      gate.leave();
    }
  }
}
