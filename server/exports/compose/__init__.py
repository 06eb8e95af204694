"""The composing process: takes, pages, ink and words of one lesson become one film."""
