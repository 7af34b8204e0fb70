"""The command line: each module holds a group of commands, loaded when one of them is called."""
