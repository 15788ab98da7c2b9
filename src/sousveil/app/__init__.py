"""One function for each verb of the program."""
