"""What models do: runs, the gateway, and the engine underneath them."""
