"""Links under watch: when they are visited, what a visit finds, and what that means for claims."""
