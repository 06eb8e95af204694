"""How the screens are divided, and whose picture is put before all others."""
