"""試験室 - made-up data, storms and benches; nothing below needs it."""
