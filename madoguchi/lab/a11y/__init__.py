"""だれにも使えるか - what a page tells eyes, ears and fingers, and what WCAG 2.2 wants of it."""
