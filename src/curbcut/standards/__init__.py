"""Published facts as data: WCAG, ACT, WAI-ARIA, PDF/UA, language tags. Imports nothing of ours."""
