"""The console command: one module a command group; parse, call, print."""
