"""What the engine remembers and what subscribers are told, in the service's file."""
