"""The command line: each command lives in a module that is imported only when the command is called."""
