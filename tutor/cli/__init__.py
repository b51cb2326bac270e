"""How is it called? The `nabla` command."""
