"""Speed, memory and overhead, measured by one command each: `python -m benchmarks.run`."""
