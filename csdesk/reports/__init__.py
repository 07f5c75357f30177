"""Writers: dataclasses, a `Translator` and a target in; a file out."""
