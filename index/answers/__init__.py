"""From a question and a library to an Answer."""
