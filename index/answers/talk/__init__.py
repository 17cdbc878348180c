"""What a question takes over from the turns before it, phenomenon by phenomenon."""
