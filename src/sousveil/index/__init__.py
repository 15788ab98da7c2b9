"""The index artefact: building it, opening it, finding candidates in it."""
